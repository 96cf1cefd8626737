package io.fanfare.schemas.stats;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How long cells are kept: one rule for the job that writes them, the store, the API and the audit.
 * Cells of minutes and hours leave after a while, whole days of UTC at a time. Those of days,
 * months and all of time stay.
 */
public final class StatsRetention {

  /** How far back cells of minutes are shown. */
  public static final Duration MINUTES = Duration.ofDays(35);

  /** How far back cells of hours are shown. */
  public static final Duration HOURS = Duration.ofDays(400);

  /** Years in which a range of the API begins and ends. */
  public static final int FIRST_YEAR = 2000;

  public static final int LAST_YEAR = 2199;

  /**
   * Writers keep cells for longer than readers show them, so that clocks that differ by less change
   * nothing that is shown.
   */
  private static final Duration MARGIN = Duration.ofDays(2);

  /** A range is widened to whole points, which may begin or end in the next year. */
  private static final long BEGIN = beginning(FIRST_YEAR - 1);

  private static final long END = beginning(LAST_YEAR + 2);

  private StatsRetention() {}

  /** Whether cells of this granularity leave after a while. */
  public static boolean isBounded(Granularity granularity) {
    return granularity == Granularity.MINUTE || granularity == Granularity.HOUR;
  }

  /**
   * The beginning of the first bucket that readers show, s since the epoch.
   *
   * @param now s since the epoch
   */
  public static long shownFrom(Granularity granularity, long now) {
    return from(granularity, now, Duration.ZERO);
  }

  /**
   * The beginning of the first bucket that writers keep, s since the epoch.
   *
   * @param now s since the epoch, by the earliest of the clocks at hand: a clock that is ahead must
   *     not drop what is still shown
   */
  public static long keptFrom(Granularity granularity, long now) {
    return from(granularity, now, MARGIN);
  }

  /**
   * The end of the last bucket that is kept, s since the epoch. Rows may have any date: what lies
   * outside of the years of the API counts in all of time alone.
   */
  public static long keptTo(Granularity granularity) {
    return granularity == Granularity.ALL ? Long.MAX_VALUE : END;
  }

  /** Whether readers show a bucket. */
  public static boolean isShown(Granularity granularity, long bucket, long now) {
    return bucket >= shownFrom(granularity, now) && bucket < keptTo(granularity);
  }

  /**
   * How long the store keeps a cell after it was written, s; 0 for always. It depends on no clock
   * of a writer, except for buckets that have not begun.
   *
   * @param now s since the epoch
   */
  public static long timeToLive(Granularity granularity, long bucket, long now) {
    return isBounded(granularity)
        ? Math.max(0, bucket - now) + kept(granularity).plus(MARGIN).plus(MARGIN).toSeconds()
        : 0;
  }

  private static long from(Granularity granularity, long now, Duration longer) {
    if (granularity == Granularity.ALL) {
      return Long.MIN_VALUE;
    }
    if (!isBounded(granularity)) {
      return BEGIN;
    }
    long oldest = now - kept(granularity).plus(longer).toSeconds();
    return Math.max(BEGIN, Buckets.of(Granularity.DAY, oldest));
  }

  private static Duration kept(Granularity granularity) {
    return granularity == Granularity.MINUTE ? MINUTES : HOURS;
  }

  private static long beginning(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
