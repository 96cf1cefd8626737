package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatsRetention;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which cells a subject keeps: those within the retention, without those that were dropped. A cell
 * that was dropped must not come back, even by a clock that is back: it would begin at zero.
 */
final class KeptCells {

  private final SubjectState state;
  private final RetentionClock clock;
  private final Map<Granularity, Long> from = new EnumMap<>(Granularity.class);

  KeptCells(SubjectState state, RetentionClock clock) {
    this.state = state;
    this.clock = clock;
  }

  boolean has(CellKey key) {
    Granularity granularity = key.getGranularity();
    return key.getBucket() >= from(granularity)
        && key.getBucket() < StatsRetention.keptTo(granularity);
  }

  /** The beginning of the first bucket, s since the epoch. */
  long from(Granularity granularity) {
    return from.computeIfAbsent(granularity, this::read);
  }

  private long read(Granularity granularity) {
    long kept = StatsRetention.keptFrom(granularity, clock.now());
    Days days = StatsRetention.isBounded(granularity) ? state.days() : null;
    Long dropped = days == null ? null : droppedTo(days, granularity);
    return dropped == null ? kept : Math.max(kept, dropped);
  }

  private static @Nullable Long droppedTo(Days days, Granularity granularity) {
    return granularity == Granularity.MINUTE ? days.getMinutesFrom() : days.getHoursFrom();
  }
}
