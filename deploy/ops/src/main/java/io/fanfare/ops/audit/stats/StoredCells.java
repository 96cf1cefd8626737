package io.fanfare.ops.audit.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.SelectCells;
import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Reads the cells that the API can show. Coarser cells lead to the periods that have finer ones;
 * {@link Periods} add those to which no coarser cell leads.
 */
final class StoredCells {

  private static final int READS_AT_ONCE = 256;

  /** Periods that are in memory at the same time. */
  private static final int PERIODS_AT_ONCE = 4;

  private final SelectCells select;
  private final long now;
  private final Map<Counted, List<StoredCell>> prefetched = new HashMap<>();
  private Periods more = Periods.NONE;

  /**
   * @param now the time by which cells are shown
   */
  StoredCells(CqlSession session, Instant now) {
    this.select = new SelectCells(session);
    this.now = now.getEpochSecond();
  }

  /** From now on, these periods are read in any case. */
  void alsoRead(Periods periods) {
    more = periods;
  }

  /** Reads the cells of all time of many at the same time, because most have none. */
  void prefetch(List<Counted> all) {
    forget();
    for (int from = 0; from < all.size(); from += READS_AT_ONCE) {
      Map<Counted, CompletionStage<List<StoredCell>>> queries = new LinkedHashMap<>();
      all.subList(from, Math.min(from + READS_AT_ONCE, all.size()))
          .forEach(counted -> queries.put(counted, ask(counted, Granularity.ALL, 0)));
      queries.forEach((counted, cells) -> prefetched.put(counted, CassandraAnswers.await(cells)));
    }
  }

  void forget() {
    prefetched.clear();
  }

  /**
   * Passes on the cells that readers show, the finest ones first. Large granularities are read some
   * partitions at a time to bound memory.
   */
  void read(Counted counted, BiConsumer<Granularity, StoredCell> cells) {
    List<StoredCell> known = prefetched.remove(counted);
    List<StoredCell> all =
        known != null ? known : CassandraAnswers.await(ask(counted, Granularity.ALL, 0));
    boolean hasMonths = !all.isEmpty() || !more.of(counted, Granularity.MONTH).isEmpty();
    List<StoredCell> months = new ArrayList<>();
    read(
        counted,
        Granularity.MONTH,
        hasMonths ? Set.of(0) : Set.of(),
        (month, cell) -> months.add(cell));
    Set<Long> inMonths = new TreeSet<>();
    months.forEach(cell -> inMonths.add(cell.bucket()));
    Set<Integer> ofDays = periods(counted, Granularity.DAY, inMonths);
    Set<Long> inDays = new TreeSet<>();
    read(counted, Granularity.DAY, ofDays, (day, cell) -> inDays.add(cell.bucket()));
    read(counted, Granularity.MINUTE, periods(counted, Granularity.MINUTE, inDays), cells);
    read(counted, Granularity.HOUR, periods(counted, Granularity.HOUR, inMonths), cells);
    read(counted, Granularity.DAY, ofDays, cells);
    months.forEach(cell -> cells.accept(Granularity.MONTH, cell));
    all.forEach(cell -> cells.accept(Granularity.ALL, cell));
  }

  /**
   * The periods to read, ascending.
   *
   * @param times coarser cells begin at these, s since the epoch, and contain finer ones
   */
  private Set<Integer> periods(Counted counted, Granularity granularity, Set<Long> times) {
    Set<Integer> periods = new TreeSet<>(more.of(counted, granularity));
    Granularity coarser = granularity == Granularity.MINUTE ? Granularity.DAY : Granularity.MONTH;
    long shownFrom = StatsRetention.shownFrom(granularity, now);
    times.stream()
        .filter(time -> Buckets.next(coarser, time) > shownFrom)
        .forEach(time -> periods.add(Buckets.period(granularity, time)));
    return periods;
  }

  private void read(
      Counted counted,
      Granularity granularity,
      Set<Integer> periods,
      BiConsumer<Granularity, StoredCell> cells) {
    Iterator<Integer> left = periods.iterator();
    while (left.hasNext()) {
      List<CompletionStage<List<StoredCell>>> asked = new ArrayList<>();
      while (left.hasNext() && asked.size() < PERIODS_AT_ONCE) {
        asked.add(ask(counted, granularity, left.next()));
      }
      for (CompletionStage<List<StoredCell>> answer : asked) {
        for (StoredCell cell : CassandraAnswers.await(answer)) {
          if (StatsRetention.isShown(granularity, cell.bucket(), now)) {
            cells.accept(granularity, cell);
          }
        }
      }
    }
  }

  private CompletionStage<List<StoredCell>> ask(
      Counted counted, Granularity granularity, int period) {
    return select.execute(
        counted.subject(),
        counted.id(),
        counted.kind(),
        granularity,
        period,
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }
}
