package io.fanfare.ops.audit.stats;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.SelectAnyCell;
import io.fanfare.connectors.cassandra.SelectCellPartitions;
import io.fanfare.connectors.cassandra.SelectCellPartitions.Partition;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The periods in the whole table to which no coarser cell leads. The table's keys show them: it
 * takes a pass over all keys, and some small reads for each of them.
 */
final class LoosePeriods implements Periods {

  private static final int READS_AT_ONCE = 256;

  /** More than these are not kept: they show that the table is broken, and fit in memory. */
  private static final int MOST_KEPT = 100_000;

  private final SelectAnyCell any;
  private final Map<Counted, Map<Granularity, Set<Integer>>> loose = new HashMap<>();
  private final List<Partition> asked = new ArrayList<>();
  private int kept;

  private LoosePeriods(SelectAnyCell any) {
    this.any = any;
  }

  /**
   * Reads the table.
   *
   * @param kinds of the cells that are looked for
   * @throws io.fanfare.api.availability.UnavailableException if Cassandra does not answer
   */
  static LoosePeriods read(CqlSession session, Set<StatKind> kinds) {
    LoosePeriods loose = new LoosePeriods(new SelectAnyCell(session));
    return CassandraAnswers.ask(
        () -> {
          new SelectCellPartitions(session)
              .execute(
                  partition -> {
                    if (kinds.contains(partition.kind())) {
                      loose.add(partition);
                    }
                  });
          loose.askAll();
          return loose;
        });
  }

  /** The ids of the subjects that have such periods. */
  List<Long> ids(StatsSubject subject) {
    return loose.keySet().stream()
        .filter(counted -> counted.subject() == subject)
        .map(Counted::id)
        .distinct()
        .toList();
  }

  @Override
  public Set<Integer> of(Counted counted, Granularity granularity) {
    return loose.getOrDefault(counted, Map.of()).getOrDefault(granularity, Set.of());
  }

  private void add(Partition partition) {
    asked.add(partition);
    if (asked.size() == READS_AT_ONCE) {
      askAll();
    }
  }

  private void askAll() {
    Map<Partition, CompletionStage<Boolean>> answers = new LinkedHashMap<>();
    asked.forEach(partition -> answers.put(partition, isReached(partition)));
    answers.forEach(
        (partition, isReached) -> {
          if (!isReached.toCompletableFuture().join() && kept < MOST_KEPT) {
            keep(partition);
          }
        });
    asked.clear();
  }

  private void keep(Partition partition) {
    Counted counted = new Counted(partition.subject(), partition.subjectId(), partition.kind());
    loose
        .computeIfAbsent(counted, absent -> new HashMap<>())
        .computeIfAbsent(partition.granularity(), absent -> new TreeSet<>())
        .add(partition.period());
    kept++;
  }

  /** Whether the coarser cells that contain the cells lead to them. */
  private CompletionStage<Boolean> isReached(Partition partition) {
    try {
      return switch (partition.granularity()) {
        case ALL -> CompletableFuture.completedFuture(true);
        case MONTH -> hasAllTime(partition);
        case DAY -> both(hasAllTime(partition), hasMonthOfYear(partition));
        case HOUR -> both(hasAllTime(partition), hasOne(partition, Granularity.MONTH));
        case MINUTE ->
            both(
                both(hasAllTime(partition), hasOne(partition, Granularity.MONTH)),
                hasOne(partition, Granularity.DAY));
      };
    } catch (DateTimeException e) {
      // There is no such period, so no reader asks for it.
      return CompletableFuture.completedFuture(true);
    }
  }

  private CompletionStage<Boolean> hasAllTime(Partition partition) {
    return has(partition, Granularity.ALL, 0, 1);
  }

  private CompletionStage<Boolean> hasMonthOfYear(Partition partition) {
    return has(
        partition,
        Granularity.MONTH,
        Buckets.begin(Granularity.DAY, partition.period()),
        Buckets.begin(Granularity.DAY, partition.period() + 1));
  }

  private CompletionStage<Boolean> hasOne(Partition partition, Granularity granularity) {
    long bucket =
        Buckets.of(granularity, Buckets.begin(partition.granularity(), partition.period()));
    return has(partition, granularity, bucket, Buckets.next(granularity, bucket));
  }

  private CompletionStage<Boolean> has(
      Partition partition, Granularity granularity, long from, long to) {
    return any.execute(
        partition.subject(),
        partition.subjectId(),
        partition.kind(),
        granularity,
        Buckets.period(granularity, from),
        from,
        to);
  }

  private static CompletionStage<Boolean> both(
      CompletionStage<Boolean> first, CompletionStage<Boolean> second) {
    return first.thenCombine(second, (one, other) -> one && other);
  }
}
