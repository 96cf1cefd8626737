package io.fanfare.jobs.stats.domain;

import java.time.Duration;

/**
 * How often to flush what is gathered. The longer a flush takes, the longer the next one waits, and
 * so gathers more, which costs less for each event: flushes take a part of the time at most.
 */
public final class FlushPace {

  private final int times;
  private final long mostMillis;
  private long flushedAt;
  private long due;

  /**
   * @param times how many times as long as a flush took nothing is flushed behind it
   * @param most the longest time without a flush
   */
  public FlushPace(int times, Duration most) {
    this.times = times;
    this.mostMillis = most.toMillis();
  }

  /**
   * Also true if the clock went back.
   *
   * @param now ms since the epoch
   */
  public boolean isDue(long now) {
    return now >= due || now < flushedAt;
  }

  /** A flush was done between two times, ms since the epoch. */
  public void flushed(long begin, long end) {
    flushedAt = end;
    due = end + Math.min(times * Math.max(0, end - begin), mostMillis);
  }
}
