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
      SELECT IF(d.kind IN (2, 4), CONCAT(d.name, ' ', d.object, ' by ', d.actor), CONCAT(d.name, ' ', d.object)) AS entry
      FROM (
        SELECT 'track' AS name, 1 AS kind, user_id AS actor, user_id AS owner, id AS object, published_at AS time, published_at AS released
        FROM tracks WHERE sharing = 'public' AND state = 'finished' AND published_at IS NOT NULL
        UNION ALL
        SELECT 'track:repost', 2, r.user_id, t.user_id, t.id, r.created_at, t.published_at
        FROM track_reposts r JOIN tracks t ON t.id = r.track_id
        WHERE t.sharing = 'public' AND t.state = 'finished' AND t.published_at IS NOT NULL
        UNION ALL
        SELECT 'playlist', 3, user_id, user_id, id, published_at, published_at
        FROM playlists WHERE sharing = 'public' AND published_at IS NOT NULL
        UNION ALL
        SELECT 'playlist:repost', 4, r.user_id, p.user_id, p.id, r.created_at, p.published_at
        FROM playlist_reposts r JOIN playlists p ON p.id = r.playlist_id
        WHERE p.sharing = 'public' AND p.published_at IS NOT NULL
      ) d
      JOIN follows f ON f.followee_id = d.actor AND f.follower_id = ? AND f.followee_id <> f.follower_id
      JOIN users recipient ON recipient.id = f.follower_id
      JOIN users actor ON actor.id = d.actor
      JOIN users owner ON owner.id = d.owner
      WHERE d.time >= UTC_TIMESTAMP(6) - INTERVAL 180 DAY
        AND d.time <= UTC_TIMESTAMP(6) AND d.released <= UTC_TIMESTAMP(6)
        AND NOT (d.kind IN (2, 4) AND EXISTS (
          SELECT * FROM dashboard_settings s WHERE s.user_id = f.follower_id AND s.hide_reposts))
        AND NOT EXISTS (
          SELECT * FROM blocks b WHERE b.user_id = f.follower_id AND b.blocked_user_id IN (d.actor, d.owner))
        AND NOT EXISTS (
          SELECT * FROM blocks b WHERE b.blocked_user_id = f.follower_id AND b.user_id IN (d.actor, d.owner))
        AND NOT EXISTS (
          SELECT * FROM mutes m WHERE m.user_id = f.follower_id AND m.muted_user_id IN (d.actor, d.owner))
      ORDER BY d.time DESC, d.kind DESC, d.actor DESC, d.object DESC
      """;

  private DashboardOracle() {}

  /** A recipient's dashboard in its order, with entries in the format of {@link Feed}. */
  static List<String> entries(Connection connection, long recipient) throws SQLException {
    List<String> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
      statement.setLong(1, recipient);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(rows.getString("entry"));
        }
      }
    }
    return entries;
  }
}
