package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How many users a user follows: one range of the primary key, of at most one row more than is
 * counted. The condition stands in a table of its own because a limit of the whole statement would
 * be one of the result, after all rows are read.
 */
final class SelectFollowingCount {

  private static final String STATEMENT =
      "SELECT COUNT(*) FROM (SELECT followee_id FROM follows"
          + " WHERE follower_id = ? LIMIT ?) AS counted";

  private SelectFollowingCount() {}

  /** Empty if there are too many. */
  static Optional<Long> execute(Connection connection, long userId) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setLong(1, userId);
      statement.setInt(2, RowCounts.MOST_ROWS + 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long count = row.getLong(1);
        return count > RowCounts.MOST_ROWS ? Optional.empty() : Optional.of(count);
      }
    }
  }
}
