package io.fanfare.cli.source;

import io.fanfare.schemas.models.Track;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Makes a track private or public. */
public final class UpdateTrackSharing {

  private UpdateTrackSharing() {}

  /**
   * @param track as it is to be
   */
  public static void execute(Connection connection, Track track) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE tracks SET sharing = ?, updated_at = ? WHERE id = ?")) {
      Long updatedAt = track.getUpdatedAt();
      statement.setString(1, track.getSharing());
      statement.setObject(2, updatedAt == null ? null : InsertRows.time(updatedAt));
      statement.setLong(3, track.getId());
      statement.executeUpdate();
    }
  }
}
