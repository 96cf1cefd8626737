package io.fanfare.api.models;

import io.fanfare.schemas.models.Track;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Tracks by id: one lookup in the primary key per row. */
final class SelectTracks {

  private static final String STATEMENT =
      "SELECT id, user_id, title, permalink, description, genre, tag_list, duration, bpm, license,"
          + " artwork_url, sharing, state, "
          + Columns.micros("published_at")
          + ", "
          + Columns.micros("created_at")
          + ", "
          + Columns.micros("updated_at")
          + " FROM tracks WHERE id IN %s";

  private SelectTracks() {}

  static Map<Long, Track> execute(Connection connection, Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, ids);
        ResultSet rows = statement.executeQuery()) {
      Map<Long, Track> tracks = new HashMap<>();
      while (rows.next()) {
        Track track = track(rows);
        tracks.put(track.getId(), track);
      }
      return tracks;
    }
  }

  private static Track track(ResultSet row) throws SQLException {
    return Track.newBuilder()
        .setId(row.getLong("id"))
        .setUserId(row.getLong("user_id"))
        .setTitle(row.getString("title"))
        .setPermalink(row.getString("permalink"))
        .setDescription(row.getString("description"))
        .setGenre(row.getString("genre"))
        .setTagList(row.getString("tag_list"))
        .setDuration(Columns.number(row, "duration"))
        .setBpm(row.getObject("bpm", Integer.class))
        .setLicense(row.getString("license"))
        .setArtworkUrl(row.getString("artwork_url"))
        .setSharing(row.getString("sharing"))
        .setState(row.getString("state"))
        .setPublishedAt(Columns.number(row, "published_at"))
        .setCreatedAt(Columns.number(row, "created_at"))
        .setUpdatedAt(Columns.number(row, "updated_at"))
        .build();
  }
}
