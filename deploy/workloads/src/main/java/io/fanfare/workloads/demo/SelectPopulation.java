package io.fanfare.workloads.demo;

import io.fanfare.schemas.models.Follow;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.workloads.sample.Population;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows that a stream of changes uses: all of a small network, some of a large one. */
final class SelectPopulation {

  private static final int MOST_USERS = 50_000;
  private static final int MOST_FOLLOWS = 100_000;
  private static final int MOST_TRACKS = 5_000;
  private static final int MOST_REPOSTS = 5_000;

  private final Connection connection;

  SelectPopulation(Connection connection) {
    this.connection = connection;
  }

  Population execute() throws SQLException {
    List<Track> newest =
        select(
            "SELECT id, user_id, title, sharing FROM tracks WHERE state = 'finished'"
                + " AND published_at IS NOT NULL ORDER BY id DESC LIMIT ?",
            MOST_TRACKS,
            SelectPopulation::track);
    List<Track> tracks = new ArrayList<>();
    // The stream takes the last ones for the newest.
    newest.forEach(track -> tracks.add(0, track));
    return new Population(
        select("SELECT id FROM users ORDER BY id LIMIT ?", MOST_USERS, row -> row.getLong(1)),
        select(
            "SELECT follower_id, followee_id FROM follows LIMIT ?",
            MOST_FOLLOWS,
            row -> new Follow(row.getLong(1), row.getLong(2), null)),
        tracks,
        select(
            "SELECT user_id, track_id FROM track_reposts LIMIT ?",
            MOST_REPOSTS,
            row -> new TrackRepost(row.getLong(1), row.getLong(2), 0L)));
  }

  /** An id that no track has, nor any above it. */
  long nextTrackId() throws SQLException {
    return select("SELECT COALESCE(MAX(id), 0) + 1 FROM tracks LIMIT ?", 1, row -> row.getLong(1))
        .get(0);
  }

  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> select(String query, int most, Reading<T> reading) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setInt(1, most);
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(reading.read(row));
        }
      }
      return rows;
    }
  }

  private static Track track(ResultSet row) throws SQLException {
    return Track.newBuilder()
        .setId(row.getLong("id"))
        .setUserId(row.getLong("user_id"))
        .setTitle(row.getString("title"))
        .setSharing(row.getString("sharing"))
        .setState("finished")
        .setPublishedAt(null)
        .build();
  }
}
