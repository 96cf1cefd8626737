package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Users whose name begins with a text. No index has names, so it scans the rows of the first
 * 200,000 users at most.
 */
final class SelectUsersByName {

  private static final int MOST_ROWS = 200_000;

  private static final String STATEMENT =
      "SELECT id FROM users WHERE (username LIKE ? ESCAPE '!' OR full_name LIKE ? ESCAPE '!')"
          + " AND id < COALESCE("
          + "(SELECT id FROM users ORDER BY id LIMIT 1 OFFSET "
          + MOST_ROWS
          + "), ~0) ORDER BY id LIMIT ?";

  private SelectUsersByName() {}

  static List<Long> execute(Connection connection, String prefix, int limit) throws SQLException {
    String pattern = prefix.replaceAll("[!%_]", "!$0") + "%";
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setString(1, pattern);
      statement.setString(2, pattern);
      statement.setInt(3, limit);
      return SelectListeners.ids(statement);
    }
  }
}
