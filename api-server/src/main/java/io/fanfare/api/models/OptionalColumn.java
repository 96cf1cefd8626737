package io.fanfare.api.models;

import java.sql.SQLException;

/** A column that a source may lack. */
final class OptionalColumn {

  /** MySQL's and MariaDB's ER_BAD_FIELD_ERROR. */
  private static final int NO_SUCH_COLUMN = 1054;

  private OptionalColumn() {}

  /**
   * @param without reads the same without the column
   */
  static <R> R read(OptionalTable.Reading<R> reading, OptionalTable.Reading<R> without)
      throws SQLException {
    try {
      return reading.read();
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_COLUMN) {
        return without.read();
      }
      throw e;
    }
  }
}
