package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Since when some users follow others: one lookup in the primary key per row. */
final class SelectFollows {

  private static final String BEGINNING = "SELECT follower_id, followee_id, ";
  private static final String END = " FROM follows WHERE ";

  private SelectFollows() {}

  /** created_at (µs since the epoch) of the rows that exist; 0 where the source has none. */
  static Map<FollowKey, Long> execute(Connection connection, Collection<FollowKey> keys)
      throws SQLException {
    return OptionalColumn.read(
        () -> execute(connection, keys, Columns.micros("created_at")),
        () -> execute(connection, keys, "0"));
  }

  private static Map<FollowKey, Long> execute(
      Connection connection, Collection<FollowKey> keys, String time) throws SQLException {
    try (PreparedStatement statement =
            Columns.preparePairs(
                connection,
                BEGINNING + time + END,
                "follower_id = ? AND followee_id = ?",
                keys.stream()
                    .map(key -> new long[] {key.followerId(), key.followeeId()})
                    .toList());
        ResultSet rows = statement.executeQuery()) {
      Map<FollowKey, Long> follows = new HashMap<>();
      while (rows.next()) {
        follows.put(new FollowKey(rows.getLong(1), rows.getLong(2)), rows.getLong(3));
      }
      return follows;
    }
  }
}
