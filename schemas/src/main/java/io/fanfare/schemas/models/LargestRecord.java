package io.fanfare.schemas.models;

/** How large a record of `models` may be. */
public final class LargestRecord {

  /**
   * Largest value, in bytes: by default brokers and producers reject records of 1 MiB, and such a
   * rejection stops whoever appends.
   */
  public static final int BYTES = 1_000_000;

  private LargestRecord() {}

  /** Why a larger change of a row is unreadable, in one sentence. */
  public static String problem(String table, int bytes) {
    return "The change of %s has %d bytes, more than the %d that a record may have."
        .formatted(table, bytes, BYTES);
  }
}
