package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many users each user follows: one range of the primary key per user. */
final class SelectFollowings {

  private static final String STATEMENT =
      "SELECT follower_id, COUNT(*) FROM follows WHERE follower_id IN %s GROUP BY follower_id";

  private SelectFollowings() {}

  static Map<Long, Integer> execute(Connection connection, Collection<Long> ids)
      throws SQLException {
    Map<Long, Integer> followings = new HashMap<>();
    if (ids.isEmpty()) {
      return followings;
    }
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, ids);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        followings.put(rows.getLong(1), rows.getInt(2));
      }
    }
    return followings;
  }
}
