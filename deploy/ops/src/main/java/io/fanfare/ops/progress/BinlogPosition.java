package io.fanfare.ops.progress;

import java.util.Comparator;

/**
 * A position in the binlog of one server.
 *
 * @param file its name ends in a dot and the file's number
 * @param position in bytes, from the file's beginning
 */
public record BinlogPosition(String file, long position) implements Comparable<BinlogPosition> {

  /** A longer number is greater: servers continue with seven digits after 999999. */
  private static final Comparator<BinlogPosition> ORDER =
      Comparator.comparingInt((BinlogPosition place) -> place.file.length())
          .thenComparing(BinlogPosition::file)
          .thenComparingLong(BinlogPosition::position);

  @Override
  public int compareTo(BinlogPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + position;
  }
}
