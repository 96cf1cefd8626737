package io.fanfare.schemas;

/**
 * The version of a record of `models`: the logical clock of everything downstream. It is a constant
 * plus the record's offset. So it is the same for everyone who reads the log, strictly increasing,
 * the same after compaction, and independent of every clock.
 *
 * <p>The constant is far above any time in µs since the epoch until the year 2112. So versions win
 * over rows that were written by hand with a current timestamp, and over those of releases that
 * took the append time as version.
 */
public final class Version {

  /** The version of the record at offset 0. */
  public static final long FIRST = 1L << 52;

  /** More than any log will have: a million records per second for 71 years. */
  private static final long LAST = FIRST + (1L << 51);

  private Version() {}

  /** Returns the version of the record at an offset of `models`. */
  public static long of(long offset) {
    return FIRST + offset;
  }

  /**
   * Whether a record of `models` can have this version: the append time of an earlier release, or
   * one of {@link #of}. A greater number would win over every change that is still to come.
   */
  public static boolean isPossible(long version) {
    return version > 0 && version < LAST;
  }
}
