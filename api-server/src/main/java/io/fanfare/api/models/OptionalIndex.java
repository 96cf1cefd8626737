package io.fanfare.api.models;

import java.sql.SQLException;

/**
 * An index that a source may lack. A statement that names its index fails without it, where another
 * one would read the whole table; so the names are those of the reference schema.
 */
final class OptionalIndex {

  /** MySQL's and MariaDB's ER_KEY_DOES_NOT_EXITS. */
  private static final int NO_SUCH_INDEX = 1176;

  private OptionalIndex() {}

  /**
   * @param none the result if the index does not exist
   */
  static <R> R read(OptionalTable.Reading<R> reading, R none) throws SQLException {
    try {
      return reading.read();
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_INDEX) {
        return none;
      }
      throw e;
    }
  }
}
