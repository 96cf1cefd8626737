package io.fanfare.jobs.stats.domain;

import java.io.Serializable;

/**
 * Whole days, in UTC.
 *
 * @param from when the first one begins, s since the epoch
 * @param to when the last one ends, s since the epoch
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
