package io.fanfare.jobs.stats.domain;

import java.time.Duration;

/**
 * How often to flush what is gathered. The longer a flush takes, the longer the next one waits, and
 * so gathers more, which costs less for each event: flushes take a part of the time at most.
 */
public final class FlushPace {

  private final int times;
  private final long mostMillis;
  private long due = Long.MIN_VALUE;

  /**
   * @param times how many times as long as a flush took nothing is flushed behind it
   * @param most the longest time without a flush
   */
  public FlushPace(int times, Duration most) {
    this.times = times;
    this.mostMillis = most.toMillis();
  }

  /**
   * @param now by a clock that never goes back, ms
   */
  public boolean isDue(long now) {
    return now >= due;
  }

  /** A flush was done between two times of that clock. */
  public void flushed(long begin, long end) {
    due = end + Math.min(times * (end - begin), mostMillis);
  }
}
