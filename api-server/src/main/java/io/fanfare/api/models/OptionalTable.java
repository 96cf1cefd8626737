package io.fanfare.api.models;

import java.sql.SQLException;

/** A table that a source may lack: then it counts as empty. */
final class OptionalTable {

  /** MySQL's and MariaDB's ER_NO_SUCH_TABLE. */
  private static final int NO_SUCH_TABLE = 1146;

  private OptionalTable() {}

  /** A statement on such a table. */
  interface Reading<R> {
    R read() throws SQLException;
  }

  /**
   * @param none the result if the table does not exist
   */
  static <R> R read(Reading<R> reading, R none) throws SQLException {
    try {
      return reading.read();
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return none;
      }
      throw e;
    }
  }
}
