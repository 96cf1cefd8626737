package io.fanfare.stack;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.local.StackAddresses;
import io.fanfare.workloads.soak.NetworkHistory;
import io.fanfare.workloads.soak.Shape;
import io.fanfare.workloads.source.Operation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The music network's application: writes rows to MySQL, and does nothing else. */
public final class Application implements AutoCloseable {

  /** Tests share the tables, so no two of them use the same id. */
  private static final AtomicLong IDS = new AtomicLong(1_000);

  private final Connection connection;

  public Application() throws SQLException {
    this(SharedStack.get().addresses());
  }

  /** On another stack than the shared one. */
  Application(StackAddresses addresses) throws SQLException {
    connection =
        DriverManager.getConnection(
            addresses.mysqlUrl(), addresses.mysqlUser(), addresses.mysqlPassword());
  }

  /** The kind of server that it writes to, for statements that only one kind has. */
  public static Flavour flavour() {
    return SharedStack.get().addresses().source().flavour();
  }

  public static long newId() {
    return IDS.incrementAndGet();
  }

  /** Ids in a row, from the one that is returned. */
  public static long newIds(int count) {
    return IDS.addAndGet(count) - count + 1;
  }

  /** Now, as precise as the source stores it. */
  public static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  public long user() throws SQLException {
    long id = newId();
    user(id);
    return id;
  }

  public void user(long id) throws SQLException {
    execute(
        "INSERT INTO users (id, username, permalink, created_at, updated_at)"
            + " VALUES (?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
        id,
        "user " + id,
        "user-" + id);
  }

  public void follow(long follower, long followee) throws SQLException {
    execute(
        "INSERT INTO follows (follower_id, followee_id, created_at)"
            + " VALUES (?, ?, UTC_TIMESTAMP(6))",
        follower,
        followee);
  }

  public void unfollow(long follower, long followee) throws SQLException {
    execute("DELETE FROM follows WHERE follower_id = ? AND followee_id = ?", follower, followee);
  }

  public long track(long owner) throws SQLException {
    return track(owner, now());
  }

  public long track(long owner, Instant publishedAt) throws SQLException {
    long id = newId();
    track(id, owner, publishedAt);
    return id;
  }

  public void track(long id, long owner, Instant publishedAt) throws SQLException {
    execute(
        "INSERT INTO tracks (id, user_id, title, permalink, published_at, created_at, updated_at)"
            + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
        id,
        owner,
        "track " + id,
        "track-" + id,
        utc(publishedAt));
  }

  public void repost(long user, long track) throws SQLException {
    execute(
        "INSERT INTO track_reposts (user_id, track_id, created_at) VALUES (?, ?, ?)",
        user,
        track,
        utc(now()));
  }

  public long comment(long user, long track) throws SQLException {
    long id = newId();
    execute(
        "INSERT INTO comments (id, user_id, track_id, body, created_at)"
            + " VALUES (?, ?, ?, ?, UTC_TIMESTAMP(6))",
        id,
        user,
        track,
        "comment " + id);
    return id;
  }

  /** A small dense network with ids of its own, whose users are there. */
  public NetworkHistory history(long seed) throws SQLException {
    NetworkHistory history =
        new NetworkHistory(seed, Shape.DENSE, newIds(Shape.DENSE.ids()), now());
    for (Operation operation : history.beginning()) {
      operation.execute(connection);
    }
    return history;
  }

  /** Any statement with its values. */
  public int execute(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  public Connection connection() {
    return connection;
  }

  /** A time as a DATETIME in UTC, whatever the time zones of this JVM and the server. */
  public static LocalDateTime utc(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
