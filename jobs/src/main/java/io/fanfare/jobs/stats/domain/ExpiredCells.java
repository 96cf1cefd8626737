package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.HOUR;
import static io.fanfare.schemas.stats.Granularity.MINUTE;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Drops the cells of a subject that have left the retention, a quantum at a time. Each change of
 * the subject drops some; a subject without changes wakes up for it.
 */
final class ExpiredCells {

  /** Hours or days that one call looks at, at most: a day of minutes, and more for empty days. */
  private static final int MOST_STEPS = 48;

  /** So a subject costs a timer in five weeks, and keeps minutes twice as long at most. */
  private static final long WAKES_AFTER =
      StatsRetention.MINUTES.plus(Duration.ofDays(2)).toSeconds();

  private final SubjectState state;
  private final RetentionClock clock;
  private final ExistingDays existing;

  ExpiredCells(SubjectState state, RetentionClock clock) {
    this.state = state;
    this.clock = clock;
    this.existing = new ExistingDays(state);
  }

  /** Drops a quantum; true if more has left the retention. */
  boolean drop() {
    Days days = clock.leavesNothingToDrop() ? null : state.days();
    if (days == null) {
      return false;
    }
    long minutes = begin(days, days.getMinutesFrom());
    long hours = begin(days, days.getHoursFrom());
    long endOfMinutes = end(days, MINUTE);
    long endOfHours = end(days, HOUR);
    if (minutes >= endOfMinutes && hours >= endOfHours) {
      return false;
    }
    Days.Builder dropped = Days.newBuilder(days);
    if (minutes < endOfMinutes) {
      minutes = advance(minutes, endOfMinutes, this::dropMinutes);
      dropped.setMinutesFrom(minutes);
    }
    // Hours show where minutes are, so they go behind them.
    long behind = Math.min(endOfHours, Buckets.of(DAY, minutes));
    if (hours < behind) {
      hours = advance(hours, behind, this::dropHours);
      dropped.setHoursFrom(hours);
    }
    state.setDays(dropped.build());
    return minutes < endOfMinutes || hours < endOfHours;
  }

  private static long advance(long from, long end, LongUnaryOperator step) {
    long at = from;
    for (int steps = 0; steps < MOST_STEPS && at < end; steps++) {
      at = step.applyAsLong(at);
    }
    return Math.min(at, end);
  }

  /**
   * When the subject must wake up, by the machine's clock, s since the epoch; null if it has no
   * cells that will leave, or if the time is known already.
   */
  @Nullable Long nextWake() {
    Days days = clock.leavesNothingToDrop() ? null : state.days();
    if (days == null) {
      return null;
    }
    Long wakesAt = days.getWakesAt();
    long latest = clock.machine() + WAKES_AFTER;
    // A time that is further away was set by a clock that was ahead.
    boolean isSet = wakesAt != null && wakesAt > clock.machine() && wakesAt <= latest;
    Long droppedTo = days.getHoursFrom();
    boolean mayHaveMore = droppedTo == null || droppedTo <= days.getLast();
    if (isSet || (wakesAt == null && !mayHaveMore)) {
      return null;
    }
    Long next = mayHaveMore ? (Long) latest : null;
    state.setDays(Days.newBuilder(days).setWakesAt(next).build());
    return next;
  }

  private static long begin(Days days, @Nullable Long droppedTo) {
    return droppedTo == null
        ? Math.max(days.getFirst(), StatsRetention.keptFrom(DAY, 0))
        : droppedTo;
  }

  private long end(Days days, Granularity granularity) {
    long kept = StatsRetention.keptFrom(granularity, clock.now());
    return Math.min(kept, Buckets.next(DAY, days.getLast()));
  }

  /** Drops the minutes of an hour; returns where to go on. */
  private long dropMinutes(long hour) {
    if (hour == Buckets.of(DAY, hour) && !existing.has(DAY, hour)) {
      return existing.afterEmpty(hour);
    }
    for (StatKind stat : StatKind.values()) {
      if (state.cell(new CellKey(stat, HOUR, hour)) != null) {
        drop(stat, MINUTE, hour, Buckets.next(HOUR, hour));
      }
    }
    return Buckets.next(HOUR, hour);
  }

  /** Drops the hours of a day; returns where to go on. */
  private long dropHours(long day) {
    if (!existing.has(DAY, day)) {
      return existing.afterEmpty(day);
    }
    for (StatKind stat : StatKind.values()) {
      drop(stat, HOUR, day, Buckets.next(DAY, day));
    }
    return Buckets.next(DAY, day);
  }

  private void drop(StatKind stat, Granularity granularity, long from, long to) {
    for (long bucket = from; bucket < to; bucket = Buckets.next(granularity, bucket)) {
      CellKey key = new CellKey(stat, granularity, bucket);
      if (state.cell(key) != null) {
        state.removeCell(key);
      }
    }
  }
}
