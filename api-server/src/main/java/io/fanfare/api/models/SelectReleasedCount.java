package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How many sounds of a user are released: one range of the index of their owner, and a lookup in
 * the primary key for each of its rows, since no index has the columns that decide. Private ones
 * count for the bound, too: they are read.
 */
enum SelectReleasedCount {
  OF_TRACKS("tracks", "tracks_of_user", LiveSince.OF_TRACK),
  OF_PLAYLISTS("playlists", "playlists_of_user", LiveSince.OF_PLAYLIST);

  private final String statement;

  SelectReleasedCount(String table, String index, String liveSince) {
    statement =
        ("SELECT COUNT(*), SUM(live_since <= ?), SUM(live_since <= ?)"
                + " FROM (SELECT %s AS live_since FROM %s FORCE INDEX (%s)"
                + " WHERE user_id = ? LIMIT ?) AS counted")
            .formatted(liveSince, table, index);
  }

  /**
   * Empty if the user has too many, or the source lacks the index.
   *
   * @param now µs since the epoch
   * @param soon a later time, µs since the epoch
   */
  Optional<ReleasedCount> execute(Connection connection, long userId, long now, long soon)
      throws SQLException {
    return OptionalIndex.read(() -> count(connection, userId, now, soon), Optional.empty());
  }

  private Optional<ReleasedCount> count(Connection connection, long userId, long now, long soon)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.setLong(1, now);
      prepared.setLong(2, soon);
      prepared.setLong(3, userId);
      prepared.setInt(4, RowCounts.MOST_ROWS + 1);
      try (ResultSet row = prepared.executeQuery()) {
        row.next();
        return row.getLong(1) > RowCounts.MOST_ROWS
            ? Optional.empty()
            : Optional.of(new ReleasedCount(row.getLong(2), row.getLong(3)));
      }
    }
  }
}
