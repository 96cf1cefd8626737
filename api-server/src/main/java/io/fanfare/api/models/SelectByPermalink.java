package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The rows of a permalink: one range of its index, or nothing if the source has no such index. */
final class SelectByPermalink {

  /** MySQL's and MariaDB's ER_KEY_DOES_NOT_EXITS. */
  private static final int NO_SUCH_INDEX = 1176;

  private SelectByPermalink() {}

  static List<Long> execute(
      Connection connection, PermalinkIndex index, String permalink, long owner)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(index.statement())) {
      statement.setString(1, permalink);
      if (index != PermalinkIndex.USERS) {
        statement.setLong(2, owner);
      }
      return SelectListeners.ids(statement);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_INDEX) {
        return List.of();
      }
      throw e;
    }
  }
}
