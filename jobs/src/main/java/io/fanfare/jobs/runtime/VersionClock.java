package io.fanfare.jobs.runtime;

/**
 * Gives each change its version: its append time in `models`, made strictly increasing. Versions
 * are a pure function of the log: a job that reads the log again gives the same ones, and a
 * broker's clock that goes back does no harm.
 */
public final class VersionClock {

  private long previous;

  /**
   * @param previous the version of the record before, µs since the epoch
   */
  public VersionClock(long previous) {
    this.previous = previous;
  }

  /**
   * Returns the version of the next record of the log.
   *
   * @param appendTime µs since the epoch
   */
  public long next(long appendTime) {
    previous = Math.max(previous + 1, appendTime);
    return previous;
  }

  public long previous() {
    return previous;
  }
}
