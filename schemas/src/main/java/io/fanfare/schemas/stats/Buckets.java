package io.fanfare.schemas.stats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The time buckets, in UTC. Each lies within one bucket of the next coarser granularity. */
public final class Buckets {

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  private Buckets() {}

  /**
   * The start of the bucket that contains a time, s since the epoch.
   *
   * @param seconds since the epoch
   */
  public static long of(Granularity granularity, long seconds) {
    return switch (granularity) {
      case MINUTE -> seconds - Math.floorMod(seconds, MINUTE);
      case HOUR -> seconds - Math.floorMod(seconds, HOUR);
      case DAY -> seconds - Math.floorMod(seconds, DAY);
      case MONTH -> seconds(date(seconds).withDayOfMonth(1));
      case ALL -> 0;
    };
  }

  /**
   * The start of the next bucket.
   *
   * @throws IllegalArgumentException for {@link Granularity#ALL}, which is one bucket
   */
  public static long next(Granularity granularity, long bucket) {
    return switch (granularity) {
      case MINUTE -> bucket + MINUTE;
      case HOUR -> bucket + HOUR;
      case DAY -> bucket + DAY;
      case MONTH -> seconds(date(bucket).plusMonths(1));
      case ALL -> throw new IllegalArgumentException("ALL has one bucket, and none after it.");
    };
  }

  /**
   * The group of buckets that one partition stores and one query reads: a day of minutes, a month
   * of hours, a year of days, all months.
   *
   * @return such as 20261120, 202611, 2026 or 0
   */
  public static int period(Granularity granularity, long bucket) {
    LocalDate date = date(bucket);
    return switch (granularity) {
      case MINUTE -> (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
      case HOUR -> date.getYear() * 100 + date.getMonthValue();
      case DAY -> date.getYear();
      case MONTH, ALL -> 0;
    };
  }

  /**
   * When a group of buckets begins that are stored together, s since the epoch.
   *
   * @param period of minutes, hours or days
   * @throws java.time.DateTimeException if there is no such period
   */
  public static long begin(Granularity granularity, int period) {
    return switch (granularity) {
      case MINUTE -> seconds(LocalDate.of(period / 10_000, period / 100 % 100, period % 100));
      case HOUR -> seconds(LocalDate.of(period / 100, period % 100, 1));
      case DAY -> seconds(LocalDate.of(period, 1, 1));
      case MONTH, ALL -> throw new IllegalArgumentException(granularity + " has one period.");
    };
  }

  private static LocalDate date(long seconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }

  private static long seconds(LocalDate date) {
    return date.toEpochDay() * DAY;
  }
}
