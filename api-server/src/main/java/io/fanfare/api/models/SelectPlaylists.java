package io.fanfare.api.models;

import io.fanfare.schemas.models.Playlist;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Playlists by id: one lookup in the primary key per row. */
final class SelectPlaylists {

  private static final String STATEMENT =
      "SELECT id, user_id, title, permalink, description, genre, tag_list, artwork_url, sharing, "
          + Columns.micros("published_at")
          + ", "
          + Columns.micros("created_at")
          + ", "
          + Columns.micros("updated_at")
          + " FROM playlists WHERE id IN %s";

  private SelectPlaylists() {}

  static Map<Long, Playlist> execute(Connection connection, Collection<Long> ids)
      throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, ids);
        ResultSet rows = statement.executeQuery()) {
      Map<Long, Playlist> playlists = new HashMap<>();
      while (rows.next()) {
        Playlist playlist = playlist(rows);
        playlists.put(playlist.getId(), playlist);
      }
      return playlists;
    }
  }

  private static Playlist playlist(ResultSet row) throws SQLException {
    return Playlist.newBuilder()
        .setId(row.getLong("id"))
        .setUserId(row.getLong("user_id"))
        .setTitle(row.getString("title"))
        .setPermalink(row.getString("permalink"))
        .setDescription(row.getString("description"))
        .setGenre(row.getString("genre"))
        .setTagList(row.getString("tag_list"))
        .setArtworkUrl(row.getString("artwork_url"))
        .setSharing(row.getString("sharing"))
        .setPublishedAt(Columns.number(row, "published_at"))
        .setCreatedAt(Columns.number(row, "created_at"))
        .setUpdatedAt(Columns.number(row, "updated_at"))
        .build();
  }
}
