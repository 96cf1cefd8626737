package io.fanfare.ops.audit.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.SelectCells;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.audit.ExpectedRows;
import io.fanfare.ops.audit.Growth;
import io.fanfare.ops.audit.Repair;
import io.fanfare.ops.audit.SourceTables;
import io.fanfare.ops.audit.View;
import io.fanfare.ops.audit.Wording;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells of some kinds. Coarser cells show which periods have finer ones: if a coarser cell is lost,
 * the finer cells in it are missing with it.
 */
public final class StatsView implements View<CellRow> {

  private static final int READS_AT_ONCE = 256;

  private final CqlSession session;
  private final SelectCells select;
  private final SourceTables tables;
  private final ExpectedCells expected;
  private final Map<Long, List<Long>> tracks = new HashMap<>();
  private final Map<Counted, List<StoredCell>> prefetched = new HashMap<>();

  /** Cells of one kind, as they are stored. */
  private record Counted(StatsSubject subject, long id, StatKind kind) {}

  /**
   * Connects.
   *
   * @param tables of the source
   * @param expected the expected cells; the caller closes it
   */
  public StatsView(PipelineAccess pipeline, SourceTables tables, ExpectedCells expected) {
    this.tables = tables;
    this.expected = expected;
    session =
        CassandraSession.open(
            pipeline.requireStats().contactPoint(), pipeline.requireStats().datacenter());
    select = new SelectCells(session);
  }

  @Override
  public ExpectedRows<CellRow> expected(Connection source, Collection<Long> recipientIds) {
    try {
      tracks.putAll(StatsSql.tracks(source, tables, recipientIds));
    } catch (SQLException e) {
      throw new UnavailableException("The source does not answer: " + e.getMessage(), e);
    }
    return expected.expected(source, recipientIds, tracks);
  }

  /** Most users have few cells, so the totals of many users are read at the same time. */
  @Override
  public void lookAhead(List<Long> recipientIds) {
    tracks.keySet().retainAll(Set.copyOf(recipientIds));
    prefetched.clear();
    List<Counted> all = recipientIds.stream().flatMap(id -> counted(id).stream()).toList();
    for (int from = 0; from < all.size(); from += READS_AT_ONCE) {
      Map<Counted, CompletionStage<List<StoredCell>>> queries = new LinkedHashMap<>();
      all.subList(from, Math.min(from + READS_AT_ONCE, all.size()))
          .forEach(counted -> queries.put(counted, ask(counted, Granularity.ALL, 0)));
      queries.forEach((counted, cells) -> prefetched.put(counted, await(cells)));
    }
  }

  @Override
  public void judge(long recipientId, BiConsumer<CellRow, Verdict> judged) {
    Set<Long> owned = Set.copyOf(tracks.getOrDefault(recipientId, List.of()));
    for (Counted counted : counted(recipientId)) {
      read(
          counted,
          (granularity, cell) -> {
            // Readers skip cells of tracks that the user no longer owns.
            if (cell.counts().getTotal() != 0
                && (counted.kind == StatKind.FOLLOW || owned.contains(cell.trackId()))) {
              judged.accept(row(recipientId, counted, granularity, cell), Verdict.SHOWN);
            }
          });
    }
  }

  /** In the order of the rows. */
  private List<Counted> counted(long userId) {
    List<Counted> counted = new ArrayList<>();
    for (long track : tracks.getOrDefault(userId, List.of())) {
      for (StatKind kind : expected.kinds()) {
        if (kind != StatKind.FOLLOW) {
          counted.add(new Counted(StatsSubject.TRACK, track, kind));
        }
      }
    }
    expected.kinds().forEach(kind -> counted.add(new Counted(StatsSubject.OWNER, userId, kind)));
    return counted;
  }

  /**
   * Emits the finest cells first. Large granularities are read one partition at a time to bound
   * memory.
   */
  private void read(Counted counted, BiConsumer<Granularity, StoredCell> cells) {
    List<StoredCell> known = prefetched.remove(counted);
    List<StoredCell> all = known != null ? known : await(ask(counted, Granularity.ALL, 0));
    if (all.isEmpty()) {
      return;
    }
    List<StoredCell> months = await(ask(counted, Granularity.MONTH, 0));
    Set<Long> inMonths = new TreeSet<>();
    months.forEach(cell -> inMonths.add(cell.bucket()));
    Set<Long> inDays = new TreeSet<>();
    read(counted, Granularity.DAY, inMonths, (day, cell) -> inDays.add(cell.bucket()));
    read(counted, Granularity.MINUTE, inDays, cells);
    read(counted, Granularity.HOUR, inMonths, cells);
    read(counted, Granularity.DAY, inMonths, cells);
    months.forEach(cell -> cells.accept(Granularity.MONTH, cell));
    all.forEach(cell -> cells.accept(Granularity.ALL, cell));
  }

  /**
   * @param times reads the periods that contain these, in s since the epoch
   */
  private void read(
      Counted counted,
      Granularity granularity,
      Set<Long> times,
      BiConsumer<Granularity, StoredCell> cells) {
    Set<Integer> periods =
        times.stream()
            .map(time -> Buckets.period(granularity, time))
            .collect(Collectors.toCollection(TreeSet::new));
    for (int period : periods) {
      await(ask(counted, granularity, period)).forEach(cell -> cells.accept(granularity, cell));
    }
  }

  private CompletionStage<List<StoredCell>> ask(
      Counted counted, Granularity granularity, int period) {
    return select.execute(
        counted.subject,
        counted.id,
        counted.kind,
        granularity,
        period,
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof DriverException cause) {
        throw new UnavailableException("Cassandra does not answer: " + cause.getMessage(), e);
      }
      throw e;
    }
  }

  private static CellRow row(
      long recipientId, Counted counted, Granularity granularity, StoredCell cell) {
    return new CellRow(
        recipientId,
        counted.subject,
        cell.trackId(),
        counted.kind,
        granularity,
        cell.bucket(),
        bounded(cell.counts()));
  }

  /** A cell that was stored before there was a bound counts as it would with it. */
  private static Counts bounded(Counts counts) {
    boolean isBounded =
        counts.getSources().size() <= CountsSum.MOST_SOURCES
            && counts.getCountries().size() <= CountsSum.MOST_COUNTRIES;
    return isBounded ? counts : new CountsSum().add(counts).get();
  }

  @Override
  public void awaitOtherInputs() throws InterruptedException {
    expected.awaitRead();
  }

  @Override
  public void forgetSource() {
    prefetched.clear();
    expected.forget();
  }

  @Override
  public @Nullable Growth<CellRow> growth() {
    return expected.growth();
  }

  @Override
  public Repair<CellRow> repair() {
    return new StatsRepair();
  }

  @Override
  public Wording<CellRow> wording() {
    return new StatsWording(expected);
  }

  @Override
  public void close() {
    session.close();
  }
}
