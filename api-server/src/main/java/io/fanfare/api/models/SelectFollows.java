package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which of some follows exist: one lookup in the primary key per row. */
final class SelectFollows {

  private static final String STATEMENT = "SELECT follower_id, followee_id FROM follows WHERE ";

  private SelectFollows() {}

  static Map<FollowKey, Boolean> execute(Connection connection, Collection<FollowKey> keys)
      throws SQLException {
    try (PreparedStatement statement =
            Columns.preparePairs(
                connection,
                STATEMENT,
                "follower_id = ? AND followee_id = ?",
                keys.stream()
                    .map(key -> new long[] {key.followerId(), key.followeeId()})
                    .toList());
        ResultSet rows = statement.executeQuery()) {
      Map<FollowKey, Boolean> follows = new HashMap<>();
      while (rows.next()) {
        follows.put(new FollowKey(rows.getLong(1), rows.getLong(2)), true);
      }
      return follows;
    }
  }
}
