package io.fanfare.stack;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The rows of closeness, computed by plain SQL from the rows of the source alone. */
final class ClosenessOracle {

  private static final String ROWS =
      """
      SELECT CONCAT_WS(' ', l.user_id, t.user_id, 1, t.id, 0) AS entry, l.user_id AS recipient
      FROM track_likes l JOIN tracks t ON t.id = l.track_id
      UNION ALL
      SELECT CONCAT_WS(' ', l.user_id, p.user_id, 2, p.id, 0), l.user_id
      FROM playlist_likes l JOIN playlists p ON p.id = l.playlist_id
      UNION ALL
      SELECT CONCAT_WS(' ', r.user_id, t.user_id, 3, t.id, 0), r.user_id
      FROM track_reposts r JOIN tracks t ON t.id = r.track_id
      UNION ALL
      SELECT CONCAT_WS(' ', r.user_id, p.user_id, 4, p.id, 0), r.user_id
      FROM playlist_reposts r JOIN playlists p ON p.id = r.playlist_id
      UNION ALL
      SELECT CONCAT_WS(' ', c.user_id, t.user_id, 5, t.id, c.id), c.user_id
      FROM comments c JOIN tracks t ON t.id = c.track_id
      """;

  private ClosenessOracle() {}

  /** `recipient actor kind object comment` of each row of some recipients. */
  static Set<String> rows(Connection connection, Collection<Long> recipients) throws SQLException {
    Set<String> expected = new TreeSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT entry FROM (" + ROWS + ") AS interactions WHERE recipient = ?")) {
      for (long recipient : recipients) {
        statement.setLong(1, recipient);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            expected.add(rows.getString("entry"));
          }
        }
      }
    }
    return expected;
  }
}
