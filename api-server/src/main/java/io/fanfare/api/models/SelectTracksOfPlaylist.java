package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a playlist: one range of the primary key. */
final class SelectTracksOfPlaylist {

  private static final String BEGIN =
      "SELECT position, track_id FROM playlist_tracks WHERE playlist_id = ?";

  /** The first condition limits the range: the second alone would read the whole playlist. */
  private static final String AFTER = " AND position >= ? AND (position > ? OR track_id > ?)";

  private static final String END = " ORDER BY position, track_id LIMIT ?";

  private SelectTracksOfPlaylist() {}

  static List<PlaylistPlace> execute(
      Connection connection, long playlistId, @Nullable PlaylistPlace after, int limit)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(after == null ? BEGIN + END : BEGIN + AFTER + END)) {
      int place = 1;
      statement.setLong(place++, playlistId);
      if (after != null) {
        statement.setInt(place++, after.position());
        statement.setInt(place++, after.position());
        statement.setLong(place++, after.trackId());
      }
      statement.setInt(place, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<PlaylistPlace> places = new ArrayList<>();
        while (rows.next()) {
          places.add(new PlaylistPlace(rows.getInt(1), rows.getLong(2)));
        }
        return places;
      }
    }
  }
}
