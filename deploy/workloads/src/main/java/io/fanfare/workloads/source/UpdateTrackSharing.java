package io.fanfare.workloads.source;

import io.fanfare.schemas.models.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/** Makes a track private or public. */
public final class UpdateTrackSharing {

  private static final String STATEMENT =
      "UPDATE tracks SET sharing = ?, updated_at = ? WHERE id = ?";

  private UpdateTrackSharing() {}

  /**
   * @param track as it is to be, with the time of the change
   */
  public static void execute(Connection connection, Track track) throws SQLException {
    of(track).execute(connection);
  }

  /**
   * The same, to be done later.
   *
   * @param track as it is to be, with the time of the change
   */
  public static Operation of(Track track) {
    long updatedAt = Objects.requireNonNull(track.getUpdatedAt());
    return Operation.of(STATEMENT, track.getSharing(), InsertRows.time(updatedAt), track.getId());
  }
}
