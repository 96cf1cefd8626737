package io.fanfare.stack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What dashboards show, computed by plain SQL from the rows alone. */
final class DashboardOracle {

  private static final String ENTRIES =
      """
      SELECT CONCAT('track ', t.id) AS entry, t.published_at AS time, 1 AS kind, t.user_id AS actor, t.id AS object
      FROM follows f
      JOIN tracks t ON t.user_id = f.followee_id
      JOIN users actor ON actor.id = t.user_id
      JOIN users recipient ON recipient.id = f.follower_id
      WHERE f.follower_id = ? AND f.follower_id <> f.followee_id
        AND t.sharing = 'public' AND t.state = 'finished'
        AND t.published_at >= UTC_TIMESTAMP(6) - INTERVAL 180 DAY
      UNION ALL
      SELECT CONCAT('track:repost ', t.id, ' by ', r.user_id), r.created_at, 2, r.user_id, t.id
      FROM follows f
      JOIN track_reposts r ON r.user_id = f.followee_id
      JOIN tracks t ON t.id = r.track_id
      JOIN users actor ON actor.id = r.user_id
      JOIN users owner ON owner.id = t.user_id
      JOIN users recipient ON recipient.id = f.follower_id
      WHERE f.follower_id = ? AND f.follower_id <> f.followee_id
        AND t.sharing = 'public' AND t.state = 'finished' AND t.published_at IS NOT NULL
        AND r.created_at >= UTC_TIMESTAMP(6) - INTERVAL 180 DAY
      ORDER BY time DESC, kind DESC, actor DESC, object DESC
      """;

  private DashboardOracle() {}

  /** A recipient's dashboard in its order, with entries as {@link Feed} says them. */
  static List<String> entries(Connection connection, long recipient) throws SQLException {
    List<String> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setLong(1, recipient);
      statement.setLong(2, recipient);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getString("entry"));
        }
      }
    }
    return entries;
  }
}
