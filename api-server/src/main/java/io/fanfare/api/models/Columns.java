package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What the statements of the models have in common. */
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

  /** Prepares a statement that has `IN %s`, with the ids bound there. */
  static PreparedStatement prepareIn(Connection connection, String text, Collection<Long> ids)
      throws SQLException {
    String places = String.join(",", Collections.nCopies(ids.size(), "?"));
    PreparedStatement statement = connection.prepareStatement(text.formatted("(" + places + ")"));
    int place = 1;
    for (Long id : ids) {
      statement.setLong(place++, id);
    }
    return statement;
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }
}
