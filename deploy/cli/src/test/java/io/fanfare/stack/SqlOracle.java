package io.fanfare.stack;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipient's dashboard shows, in its order, said by plain SQL on the source's rows alone.
 */
final class SqlOracle {

  private static final String EXPECTED =
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

  private SqlOracle() {}

  /** The whole dashboard as {@link Feed} says it. */
  static List<String> dashboard(Application application, long recipient) throws SQLException {
    List<String> entries = new ArrayList<>();
    try (PreparedStatement statement = application.connection().prepareStatement(EXPECTED)) {
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
