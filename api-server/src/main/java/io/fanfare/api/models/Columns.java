package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prepares the statements that read models. */
final class Columns {

  private Columns() {}

  /**
   * A `DATETIME(6)` in UTC as µs since the epoch, computed by the server: a driver's date types
   * pass through the time zones of session and JVM, and through skipped and repeated hours.
   */
  static String micros(String column) {
    return "TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', %s) AS %s"
        .formatted(column, column);
  }

  /** Prepares a statement that has `IN %s` at least once, and binds the ids there. */
  static PreparedStatement prepareIn(Connection connection, String text, Collection<Long> ids)
      throws SQLException {
    String in = "(" + String.join(",", Collections.nCopies(ids.size(), "?")) + ")";
    String complete = text.formatted(in);
    PreparedStatement statement = connection.prepareStatement(complete);
    long places = complete.chars().filter(character -> character == '?').count();
    for (int place = 1; place <= places; ) {
      for (Long id : ids) {
        statement.setLong(place++, id);
      }
    }
    return statement;
  }

  /** Prepares a statement whose last condition holds for the rows of some pairs of keys. */
  static PreparedStatement preparePairs(
      Connection connection, String text, String condition, List<long[]> pairs)
      throws SQLException {
    // Not (a, b) IN (...): MariaDB would scan the whole index.
    String any = String.join(" OR ", Collections.nCopies(pairs.size(), "(" + condition + ")"));
    PreparedStatement statement = connection.prepareStatement(text + any);
    int place = 1;
    for (long[] pair : pairs) {
      statement.setLong(place++, pair[0]);
      statement.setLong(place++, pair[1]);
    }
    return statement;
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }
}
