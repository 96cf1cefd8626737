package io.fanfare.jobs.stats.domain;

import java.io.Serializable;

/**
 * Whole days, in UTC.
 *
 * @param from beginning of the first day, s since the epoch, inclusive
 * @param to end of the last day, s since the epoch, exclusive
 */
public record DayRange(long from, long to) implements Serializable {

  public static final DayRange ALWAYS = new DayRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /**
   * @param seconds since the epoch
   */
  boolean includes(long seconds) {
    return seconds >= from && seconds < to;
  }
}
