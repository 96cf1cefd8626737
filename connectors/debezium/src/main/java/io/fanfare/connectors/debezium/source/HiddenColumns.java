package io.fanfare.connectors.debezium.source;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Columns that MariaDB's binlog has and the definition of the table does not show. The connector
 * counts columns, so it cannot read a row that has more of them than it knows.
 *
 * @param hashKeys names of the unique keys that are too long for an index: each has a hidden column
 *     with a hash
 * @param isVersioned whether the server keeps former rows in the table. The binlog then has a
 *     DELETE as an UPDATE of a hidden column
 */
public record HiddenColumns(List<String> hashKeys, boolean isVersioned) {

  private static final String HASH = "DB_ROW_HASH_";

  private static final Pattern HASH_KEY =
      Pattern.compile("^  UNIQUE KEY `((?:[^`]|``)+)` \\(.*\\) USING HASH", Pattern.MULTILINE);
  private static final Pattern VERSIONED =
      Pattern.compile("^\\).* WITH SYSTEM VERSIONING", Pattern.MULTILINE);

  /** The server's name of the hidden column of a hash key, by the key's number from 1. */
  public static String hash(int number) {
    return HASH + number;
  }

  /** Whether a column is one with a hash. */
  public static boolean isHash(String column) {
    return column.regionMatches(true, 0, HASH, 0, HASH.length());
  }

  /** Reads the result of `SHOW CREATE TABLE`. */
  public static HiddenColumns of(String createTable) {
    return new HiddenColumns(
        HASH_KEY
            .matcher(createTable)
            .results()
            .map(key -> key.group(1).replace("``", "`"))
            .toList(),
        VERSIONED.matcher(createTable).find());
  }
}
