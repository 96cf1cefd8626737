package io.fanfare.ops.progress;

import java.util.Comparator;

/**
 * A place in the binlog of one server.
 *
 * @param file name with the file's number behind its last dot
 * @param position bytes from the file's beginning
 */
record BinlogPosition(String file, long position) implements Comparable<BinlogPosition> {

  /** A number of more digits is greater: servers go on counting when six are used up. */
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
