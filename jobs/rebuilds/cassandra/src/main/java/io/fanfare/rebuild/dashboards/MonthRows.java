package io.fanfare.rebuild.dashboards;

/** Some entries of one recipient's month, which is one partition. */
public final class MonthRows {

  // Flink reads and writes public fields.
  public long recipient;

  /** Such as 202611. */
  public int month;

  /** µs since the epoch. */
  public long[] times = {};

  public byte[] kinds = {};
  public long[] actors = {};
  public long[] objects = {};

  /** The number of entries. */
  int size() {
    return times.length;
  }
}
