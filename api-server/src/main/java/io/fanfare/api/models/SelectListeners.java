package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Users by how many they follow, most first, then by id. It reads only the beginning of the primary
 * keys: counting millions of follows takes seconds.
 */
final class SelectListeners {

  private static final int MOST_FOLLOWS = 100_000;
  private static final int MOST_USERS = 100;

  private static final String STATEMENT =
      "SELECT u.id FROM ("
          + "SELECT follower_id AS id, COUNT(*) AS followings FROM"
          + " (SELECT follower_id FROM follows ORDER BY follower_id, followee_id LIMIT ?) f"
          + " GROUP BY follower_id"
          + " UNION ALL SELECT id, 0 FROM (SELECT id FROM users ORDER BY id LIMIT ?) first"
          + ") u GROUP BY u.id ORDER BY MAX(u.followings) DESC, u.id LIMIT ?";

  private SelectListeners() {}

  static List<Long> execute(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setInt(1, MOST_FOLLOWS);
      statement.setInt(2, MOST_USERS);
      statement.setInt(3, limit);
      return ids(statement);
    }
  }

  static List<Long> ids(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Long> ids = new ArrayList<>();
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
      return ids;
    }
  }
}
