package io.fanfare.workloads.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user who follows the most others, whose dashboard is worth looking at. */
record Listener(long userId, String username, long follows) {

  private static final String SELECT =
      """
      SELECT top.follower_id, u.username, top.followed
      FROM (
        SELECT follower_id, COUNT(*) AS followed FROM follows
        GROUP BY follower_id ORDER BY followed DESC, follower_id LIMIT 20
      ) top
      JOIN users u ON u.id = top.follower_id
      WHERE u.id > 0
      ORDER BY top.followed DESC, u.id LIMIT 1
      """;

  /**
   * The entries that the dashboard shows by the rows, oldest first: the newest come last through
   * the pipeline, too.
   */
  private static final String ENTRIES =
      """
      SELECT CONCAT('track ', t.id), t.published_at AS time
      FROM follows f
      JOIN tracks t ON t.user_id = f.followee_id
      JOIN users actor ON actor.id = t.user_id
      WHERE f.follower_id = ? AND f.followee_id <> f.follower_id
        AND t.sharing = 'public' AND t.state = 'finished'
        AND t.published_at >= UTC_TIMESTAMP(6) - INTERVAL 179 DAY
        AND t.published_at <= UTC_TIMESTAMP(6)
      UNION ALL
      SELECT CONCAT('track:repost ', t.id, ' by ', r.user_id), r.created_at
      FROM follows f
      JOIN track_reposts r ON r.user_id = f.followee_id
      JOIN tracks t ON t.id = r.track_id
      JOIN users actor ON actor.id = r.user_id
      JOIN users owner ON owner.id = t.user_id
      WHERE f.follower_id = ? AND f.followee_id <> f.follower_id
        AND t.sharing = 'public' AND t.state = 'finished' AND t.published_at <= UTC_TIMESTAMP(6)
        AND r.created_at >= UTC_TIMESTAMP(6) - INTERVAL 179 DAY AND r.created_at <= UTC_TIMESTAMP(6)
      ORDER BY time
      """;

  /** Reads the user; empty if there is no follow. */
  static Optional<Listener> select(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Listener(row.getLong(1), row.getString(2), row.getLong(3)))
          : Optional.empty();
    }
  }

  /** The entries that belong on the dashboard, as {@link DashboardClient#newest} names them. */
  List<String> entries(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setLong(1, userId);
      statement.setLong(2, userId);
      List<String> entries = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getString(1));
        }
      }
      return entries;
    }
  }
}
