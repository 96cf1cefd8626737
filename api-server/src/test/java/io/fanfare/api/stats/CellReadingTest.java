package io.fanfare.api.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.StatKind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CellReadingTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final int PAGE = 500;

  private final List<Integer> pages = new ArrayList<>();

  @Test
  void addsUpWhatFits() {
    CellSums sums = reading(4 * PAGE, Duration.ofMinutes(1), 4).read(StatKind.PLAY, this::all);

    assertThat(sums.total().get().getTotal()).isEqualTo(4L * PAGE);
    assertThat(sums.top(2)).extracting(Map.Entry::getKey).containsExactly(0L, 1L);
  }

  @Test
  void stopsAtANumberOfCellsAndReportsIt() {
    CellReading reading = reading(4 * PAGE, Duration.ofMinutes(1), 1_680);

    assertThatThrownBy(() -> reading.read(StatKind.PLAY, this::all))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("more than 2000 counts")
        .extracting(failure -> ((ApiException) failure).status())
        .isEqualTo(400);
    assertThat(pages).hasSize(5);
  }

  @Test
  void countsTheCellsOfAllKinds() {
    CellReading reading = reading(4 * PAGE, Duration.ofMinutes(1), 3);
    reading.read(StatKind.PLAY, this::all);

    assertThatThrownBy(() -> reading.read(StatKind.LIKE, this::all))
        .isInstanceOf(ApiException.class);
  }

  @Test
  void readsNoFurtherAfterTheDeadline() {
    CellReading reading = reading(Integer.MAX_VALUE, Duration.ZERO, 1_680);

    assertThatThrownBy(() -> reading.read(StatKind.PLAY, this::all))
        .isInstanceOf(UnavailableException.class);
    assertThat(pages).hasSize(1);
  }

  private CompletionStage<List<StoredCell>> all(List<StoredCell> page) {
    return CompletableFuture.completedFuture(page);
  }

  /** Of an owner whose hours have many pages. */
  private CellReading reading(int mostCells, Duration patience, int all) {
    StatsParameters parameters =
        StatsParameters.of(
            Map.of("from", List.of("2026-11-13T10:00:00Z"), "granularity", List.of("hour")), NOW);
    StatsStore store = (subject, id, kind, segment, taker) -> read(segment, 1, all, taker);
    return new CellReading(
        store, StatsSubject.OWNER, 7, parameters.range(), NOW, mostCells, Deadline.in(patience));
  }

  private CompletionStage<?> read(
      Segment segment, int page, int all, Function<List<StoredCell>, CompletionStage<?>> taker) {
    pages.add(page);
    List<StoredCell> cells = new ArrayList<>();
    for (long track = 0; track < PAGE; track++) {
      cells.add(
          new StoredCell(
              segment.from(),
              track,
              new Counts(1L, Map.of(), Map.of(), List.of(), ByteBuffer.allocate(0))));
    }
    CompletionStage<?> taken = taker.apply(cells);
    return page == all ? taken : taken.thenCompose(done -> read(segment, page + 1, all, taker));
  }
}
