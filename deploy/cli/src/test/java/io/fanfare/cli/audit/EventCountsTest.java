package io.fanfare.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCountsTest {

  private static final Instant NOW = Instant.parse("2026-11-30T23:59:59Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void countsEachEventOnceWhateverTheNumberOfFiles(int parts) throws IOException {
    List<CountedEvent> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      events.add(event("id-" + i, 1 + i % 10, NOW, 1 + i));
      events.add(event("id-" + i, 1 + i % 10, NOW, 1 + i));
    }
    try (EventCounts counts = EventCounts.of(events, parts)) {
      for (long track = 1; track <= 10; track++) {
        assertThat(totals(counts, track))
            .containsExactlyInAnyOrderEntriesOf(
                Map.of(
                    "MINUTE 2026-11-30T23:59:00Z", 30L,
                    "HOUR 2026-11-30T23:00:00Z", 30L,
                    "DAY 2026-11-30T00:00:00Z", 30L,
                    "MONTH 2026-11-01T00:00:00Z", 30L,
                    "ALL 1970-01-01T00:00:00Z", 30L));
      }
      assertThat(counts.of(11)).isEmpty();
    }
  }

  @Test
  void knowsAnIdInItsPartitionForAsLongAsItsEventMayBeTold() throws IOException {
    Instant first = NOW.minus(8, ChronoUnit.DAYS);
    List<CountedEvent> events =
        List.of(
            appended(event("a", 1, first, 1), first),
            appended(event("a", 1, first, 1), first.plus(7, ChronoUnit.DAYS)),
            appended(event("a", 1, NOW, 1), NOW),
            CountedEvent.of(EventKind.PLAY, 1, micros(NOW), domain("a", 1, NOW, 1)));
    try (EventCounts counts = EventCounts.of(events, 1)) {
      assertThat(totals(counts, 1)).containsEntry("ALL 1970-01-01T00:00:00Z", 3L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 128, 129, 5_000})
  void saysOfListenersWhatTheJobWouldSay(int listeners) throws IOException {
    CountsSum sum = new CountsSum();
    List<CountedEvent> events = new ArrayList<>();
    for (int i = 0; i < listeners; i++) {
      DomainEvent event = domain("id-" + i, 1, NOW, 1 + i);
      // As bundles are merged.
      sum.add(new CountsSum().add(event).get());
      events.add(CountedEvent.of(EventKind.PLAY, 0, micros(NOW), event));
    }
    try (EventCounts counts = EventCounts.of(events, 3)) {
      assertThat(counts.of(1))
          .hasSize(5)
          .allSatisfy(
              cell -> {
                assertThat(cell.kind()).isEqualTo(StatKind.PLAY);
                assertThat(cell.detail()).isEqualTo(CellTally.detail(sum.get()));
              });
    }
    DomainEvent another = domain("another", 1, NOW, 1_000_000);
    assertThat(CellTally.detail(sum.add(another).get()))
        .isNotEqualTo(CellTally.detail(new CountsSum().add(another).get()));
  }

  private static Map<String, Long> totals(EventCounts counts, long track) {
    return counts.of(track).stream()
        .collect(
            Collectors.toMap(
                cell -> cell.granularity() + " " + begin(cell), EventCounts.Cell::total));
  }

  private static Instant begin(EventCounts.Cell cell) {
    return cell.granularity() == Granularity.ALL
        ? Instant.EPOCH
        : Instant.ofEpochSecond(cell.bucket());
  }

  private static CountedEvent appended(CountedEvent event, Instant time) {
    return new CountedEvent(
        event.kind(),
        event.id(),
        event.trackId(),
        event.actorId(),
        event.occurredAt(),
        micros(time),
        event.country(),
        event.source());
  }

  private static CountedEvent event(String id, long track, Instant time, long actor) {
    return CountedEvent.of(EventKind.PLAY, 0, micros(time), domain(id, track, time, actor));
  }

  private static DomainEvent domain(String id, long track, Instant time, long actor) {
    return new DomainEvent(id, track, actor, micros(time), "DE", null);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
