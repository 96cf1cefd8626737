package io.fanfare.ops.setup;

import java.util.List;
import java.util.Locale;

/**
 * Detects that the source's binlog no longer has the changes that the connector needs next: they
 * were purged before it read them, or a restored backup has replaced the server's history.
 */
public final class LostBinlog {

  private static final List<String> MESSAGES =
      List.of(
          // MariaDB, by GTID.
          "could not find gtid state requested by slave",
          "which is not in the master's binlog",
          // MySQL, by GTID.
          "purged required binary logs",
          "purged binary logs containing gtids",
          // Both, by file and position.
          "could not find first log file name in binary log index file",
          "position > file size",
          // Debezium, which checks before it connects.
          "is no longer available on the server");

  private LostBinlog() {}

  /** Whether a failure of the connector has this cause. */
  public static boolean isIn(String failure) {
    String lower = failure.toLowerCase(Locale.ROOT);
    return MESSAGES.stream().anyMatch(lower::contains);
  }

  /** The problem and what to do, in one sentence. */
  public static String sentence(String failure) {
    return "nothing is captured, because the source's binlog no longer has the next changes: run"
        + " `fanfare resync --all --skip-lost-binlog` to continue from now on and to repair the"
        + " views (%s)".formatted(failure);
  }
}
