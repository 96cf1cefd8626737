package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The rows of a permalink: one range of its index, or nothing if the source has no such index. */
final class SelectByPermalink {

  private SelectByPermalink() {}

  static List<Long> execute(
      Connection connection, PermalinkIndex index, String permalink, long owner)
      throws SQLException {
    return OptionalIndex.read(() -> ids(connection, index, permalink, owner), List.of());
  }

  private static List<Long> ids(
      Connection connection, PermalinkIndex index, String permalink, long owner)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(index.statement())) {
      statement.setString(1, permalink);
      if (index != PermalinkIndex.USERS) {
        statement.setLong(2, owner);
      }
      return SelectListeners.ids(statement);
    }
  }
}
