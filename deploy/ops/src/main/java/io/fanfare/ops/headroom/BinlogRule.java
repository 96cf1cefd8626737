package io.fanfare.ops.headroom;

import io.fanfare.connectors.debezium.source.BinlogRetention;
import io.fanfare.ops.progress.BinlogPosition;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is left of the retention until the source purges the file that the capture reads next, at
 * least: a file is kept from its last change on, which may be later than the captured one, and a
 * server may keep files for longer, for example while no replica is connected.
 */
final class BinlogRule {

  private BinlogRule() {}

  /**
   * The ratio; empty if the server does not know the file, for example because another server has
   * taken its place.
   *
   * @param captured where the capture continues
   * @param age of the last captured change before it, by the source's clock
   * @param files of the server, the oldest first
   */
  static OptionalDouble left(
      BinlogPosition captured, Duration age, List<BinlogFile> files, BinlogRetention kept) {
    List<String> names = files.stream().map(BinlogFile::name).toList();
    int at = names.indexOf(captured.file());
    if (at >= 0) {
      // A file is purged by its age since the last change in it, and the newest has none yet.
      boolean isNewest = at == files.size() - 1;
      return OptionalDouble.of(
          isNewest
              ? 1
              : Math.min(ofTime(age, kept), ofSize(files.subList(at, files.size()), kept)));
    }
    return isBefore(captured, names) ? OptionalDouble.of(0) : OptionalDouble.empty();
  }

  private static double ofTime(Duration age, BinlogRetention kept) {
    return kept.time().isZero() ? 1 : bounded(1 - age.toMillis() / (double) kept.time().toMillis());
  }

  private static double ofSize(List<BinlogFile> needed, BinlogRetention kept) {
    long bytes = needed.stream().mapToLong(BinlogFile::bytes).sum();
    return kept.bytes() == 0 ? 1 : bounded(1 - bytes / (double) kept.bytes());
  }

  private static double bounded(double ratio) {
    return Math.min(1, Math.max(0, ratio));
  }

  private static boolean isBefore(BinlogPosition captured, List<String> names) {
    return !names.isEmpty()
        && captured.compareTo(new BinlogPosition(names.get(0), 0)) < 0
        && base(captured.file()).equals(base(names.get(0)));
  }

  /** The name without its number. */
  private static String base(String file) {
    return file.substring(0, Math.max(0, file.lastIndexOf('.')));
  }
}
