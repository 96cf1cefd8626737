package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** When some users reposted some objects: one lookup in the primary key per row. */
enum SelectReposts {
  OF_TRACKS("track_reposts", "track_id"),
  OF_PLAYLISTS("playlist_reposts", "playlist_id");

  private final String statement;
  private final String condition;

  SelectReposts(String table, String object) {
    statement =
        "SELECT user_id, "
            + object
            + ", "
            + Columns.micros("created_at")
            + " FROM "
            + table
            + " WHERE ";
    condition = "user_id = ? AND " + object + " = ?";
  }

  Map<RepostKey, Long> execute(Connection connection, Collection<RepostKey> keys)
      throws SQLException {
    try (PreparedStatement prepared =
            Columns.preparePairs(
                connection,
                statement,
                condition,
                keys.stream().map(key -> new long[] {key.userId(), key.objectId()}).toList());
        ResultSet rows = prepared.executeQuery()) {
      Map<RepostKey, Long> reposts = new HashMap<>();
      while (rows.next()) {
        reposts.put(new RepostKey(rows.getLong(1), rows.getLong(2)), rows.getLong(3));
      }
      return reposts;
    }
  }
}
