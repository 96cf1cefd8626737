package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How many tracks of a playlist everybody may see, and how long they are: one range of the primary
 * key, and a lookup of the track and one of its owner for each row of it.
 */
final class SelectPlaylistCounts {

  /** Outer joins also fix the order: the bounded range comes first. */
  private static final String STATEMENT =
      "SELECT COUNT(*), COUNT(users.id), SUM(IF(users.id IS NULL, 0, tracks.duration))"
          + " FROM (SELECT track_id FROM playlist_tracks"
          + " WHERE playlist_id = ? LIMIT ?) AS places"
          + " LEFT JOIN tracks ON tracks.id = places.track_id AND "
          + LiveSince.OF_TRACK
          + " <= ? LEFT JOIN users ON users.id = tracks.user_id";

  private SelectPlaylistCounts() {}

  /**
   * Empty if the playlist has too many tracks.
   *
   * @param now µs since the epoch
   */
  static Optional<CountsOfPlaylist> execute(Connection connection, long playlistId, long now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
      statement.setLong(1, playlistId);
      statement.setInt(2, RowCounts.MOST_ROWS + 1);
      statement.setLong(3, now);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) > RowCounts.MOST_ROWS
            ? Optional.empty()
            : Optional.of(new CountsOfPlaylist(row.getLong(2), row.getLong(3)));
      }
    }
  }
}
