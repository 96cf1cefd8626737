package io.fanfare.jobs.runtime;

/**
 * Gives each change its version: its append time in `models`, made strictly increasing. A pure
 * function of the log, so that whoever reads the log again gives the same versions, and a clock
 * that goes back on the broker does no harm.
 */
public final class VersionClock {

  private long previous;

  /**
   * @param previous the last version given, µs since the epoch
   */
  public VersionClock(long previous) {
    this.previous = previous;
  }

  /**
   * The version of the next record of the log.
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
