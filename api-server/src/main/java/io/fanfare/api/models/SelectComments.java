package io.fanfare.api.models;

import io.fanfare.schemas.models.Comment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Comments by id: one lookup in the primary key per row. */
final class SelectComments {

  private static final String STATEMENT =
      "SELECT id, user_id, track_id, body, timestamp_ms, "
          + Columns.micros("created_at")
          + " FROM comments WHERE id IN %s";

  private SelectComments() {}

  static Map<Long, Comment> execute(Connection connection, Collection<Long> ids)
      throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, ids);
        ResultSet rows = statement.executeQuery()) {
      Map<Long, Comment> comments = new HashMap<>();
      while (rows.next()) {
        comments.put(
            rows.getLong("id"),
            Comment.newBuilder()
                .setId(rows.getLong("id"))
                .setUserId(rows.getLong("user_id"))
                .setTrackId(rows.getLong("track_id"))
                .setBody(rows.getString("body"))
                .setTimestampMs(Columns.number(rows, "timestamp_ms"))
                .setCreatedAt(Columns.number(rows, "created_at"))
                .build());
      }
      return comments;
    }
  }
}
