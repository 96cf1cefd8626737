package io.fanfare.ops.audit.stats;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All periods of the retention up to now, some eighty of each kind: few enough to ask for each of
 * them for some users, and too many for all.
 */
final class RecentPeriods implements Periods {

  /** Clocks may be ahead. */
  private static final Duration AHEAD = Duration.ofDays(2);

  private final Map<Granularity, Set<Integer>> periods = new EnumMap<>(Granularity.class);

  RecentPeriods(Instant now) {
    long end = now.plus(AHEAD).getEpochSecond();
    for (Granularity granularity : Granularity.values()) {
      Set<Integer> all = new TreeSet<>();
      if (granularity == Granularity.ALL || granularity == Granularity.MONTH) {
        all.add(Buckets.period(granularity, end));
      } else {
        long day = StatsRetention.shownFrom(granularity, now.getEpochSecond());
        for (; day < end; day = Buckets.next(Granularity.DAY, day)) {
          all.add(Buckets.period(granularity, day));
        }
      }
      periods.put(granularity, all);
    }
  }

  @Override
  public Set<Integer> of(Counted counted, Granularity granularity) {
    return periods.getOrDefault(granularity, Set.of());
  }
}
