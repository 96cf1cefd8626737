package io.fanfare.ops.setup;

import java.util.List;
import java.util.Locale;

/**
 * The source's binlog no longer has the changes that the connector needs next: they were purged
 * before it read them, or the server's history is another one since a backup was restored.
 */
public final class LostBinlog {

  private static final List<String> MESSAGES =
      List.of(
          // MariaDB, whose connector asks by GTID.
          "could not find gtid state requested by slave",
          "which is not in the master's binlog",
          // MySQL, by GTID.
          "purged required binary logs",
          "purged binary logs containing gtids",
          // Both, by file and position.
          "could not find first log file name in binary log index file",
          "position > file size",
          // Debezium, which looks before it asks.
          "is no longer available on the server");

  private LostBinlog() {}

  /** Whether this is what made the connector fail. */
  public static boolean isIn(String failure) {
    String lower = failure.toLowerCase(Locale.ROOT);
    return MESSAGES.stream().anyMatch(lower::contains);
  }

  /** What is wrong and what to do, in one sentence. */
  public static String sentence(String failure) {
    return "nothing is captured any more, because the source's binlog no longer has the changes"
        + " that come next: `fanfare resync --all --skip-lost-binlog` goes on with those of now,"
        + " and mends the views (%s)".formatted(failure);
  }
}
