package io.fanfare.cli.bench;

import io.fanfare.local.StackAddresses;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The application of a workload: writes users, follows and posts to the source. */
final class Network implements AutoCloseable {

  private static final int ROWS_A_BATCH = 1_000;
  private static final int ROWS_A_TRANSACTION = 20_000;

  private final Connection connection;

  Network(StackAddresses addresses) throws SQLException {
    this.connection =
        DriverManager.getConnection(
            addresses.mysqlUrl() + "?useBulkStmts=true",
            addresses.mysqlUser(),
            addresses.mysqlPassword());
    connection.setAutoCommit(false);
  }

  /** Writes all users, then all follows. */
  void write(FollowGraph graph) throws SQLException {
    try (Rows users =
        new Rows(
            "INSERT INTO users (id, username, permalink, created_at, updated_at)"
                + " VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))")) {
      long last = graph.artistId(graph.artists() - 1);
      for (long id = 1; id <= last; id++) {
        users.add(id, "user " + id, "user-" + id);
      }
    }
    try (Rows follows =
        new Rows(
            "INSERT INTO follows (follower_id, followee_id, created_at)"
                + " VALUES (?, ?, UTC_TIMESTAMP(6))")) {
      for (int artist = 0; artist < graph.artists(); artist++) {
        for (int follower : graph.followers(artist)) {
          follows.add((long) follower, graph.artistId(artist));
        }
      }
    }
  }

  /** Publishes posts, in one transaction. */
  void publish(List<Post> posts) throws SQLException {
    try (Rows tracks =
        new Rows(
            "INSERT INTO tracks (id, user_id, title, permalink, published_at, created_at,"
                + " updated_at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))")) {
      for (Post post : posts) {
        tracks.add(
            post.trackId(),
            post.artistId(),
            "track " + post.trackId(),
            "track-" + post.trackId(),
            LocalDateTime.ofInstant(
                Instant.EPOCH.plus(post.publishedAt(), ChronoUnit.MICROS), ZoneOffset.UTC));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Rows of one statement, sent and committed in large parts. */
  private final class Rows implements AutoCloseable {

    private final PreparedStatement statement;
    private int added;

    Rows(String sql) throws SQLException {
      statement = connection.prepareStatement(sql);
    }

    void add(Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.addBatch();
      added++;
      if (added % ROWS_A_BATCH == 0) {
        statement.executeBatch();
      }
      if (added % ROWS_A_TRANSACTION == 0) {
        connection.commit();
      }
    }

    @Override
    public void close() throws SQLException {
      statement.executeBatch();
      statement.close();
      connection.commit();
    }
  }
}
