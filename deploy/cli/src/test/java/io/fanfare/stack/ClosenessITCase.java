package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.StackAddresses;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random likes, reposts, comments and owners, written to MySQL, against what plain SQL computes
 * from the rows. Half-way through, the stack is stopped and started again with what it kept.
 */
@ExtendWith(SharedStack.class)
class ClosenessITCase {

  private static final int USERS = 6;
  private static final int OBJECTS = 4;
  private static final int COMMENTS = 20;
  private static final int STEPS = 400;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Long> users = ids(USERS);
  private final List<Long> tracks = ids(OBJECTS);
  private final List<Long> playlists = ids(OBJECTS);
  private final List<Long> comments = ids(COMMENTS);
  private Application application;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void isWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    for (long user : users) {
      application.user(user);
    }
    change();
    application.close();
    SharedStack.restart();
    application = new Application();
    change();
    Set<String> expected = ClosenessOracle.rows(application.connection(), users);
    assertThat(expected).isNotEmpty();
    try (CqlSession session =
        CassandraSession.open(
            SharedStack.get().addresses().cassandraContactPoint(), StackAddresses.DATACENTER)) {
      await()
          .alias("closeness, seed " + seed)
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(rows(session, users)).isEqualTo(expected));
    }
  }

  @Test
  void isSaidOfEachItemOfAFeed() throws Exception {
    long listener = application.user();
    long actor = application.user();
    application.follow(listener, actor);
    long track = application.track(actor);
    long other = application.track(actor);
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, track);
    application.execute("INSERT INTO track_likes VALUES (?, ?, UTC_TIMESTAMP(6))", listener, other);
    application.repost(listener, track);
    comment(Application.newId(), listener, track);
    awaitCloseness(listener, 2, 1, 1);
    application.execute("UPDATE tracks SET user_id = ? WHERE id = ?", listener, other);
    awaitCloseness(listener, 1, 1, 1);
  }

  private static void awaitCloseness(long listener, int likes, int reposts, int comments) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode item = Feed.get(listener, "/me/feed").at("/collection/0");
              assertThat(item.get("reason").asText()).isEqualTo("followed_published");
              assertThat(item.get("closeness").toString())
                  .isEqualTo(
                      "{\"likes\":%d,\"reposts\":%d,\"comments\":%d}"
                          .formatted(likes, reposts, comments));
            });
  }

  private void change() throws SQLException {
    for (int i = 0; i < STEPS; i++) {
      switch (random.nextInt(8)) {
        case 0 -> changeOwner("tracks", any(tracks));
        case 1 -> changeOwner("playlists", any(playlists));
        case 2 -> flip("track_likes", "track_id", any(tracks));
        case 3 -> flip("track_reposts", "track_id", any(tracks));
        case 4 -> flip("playlist_likes", "playlist_id", any(playlists));
        case 5 -> flip("playlist_reposts", "playlist_id", any(playlists));
        default -> changeComment(any(comments));
      }
    }
  }

  private void changeOwner(String table, long id) throws SQLException {
    long owner = any(users);
    if (random.nextInt(4) == 0) {
      application.execute("DELETE FROM " + table + " WHERE id = ?", id);
    } else {
      application.execute(
          "INSERT INTO %s (id, user_id, title, permalink, created_at, updated_at)".formatted(table)
              + " VALUES (?, ?, 't', 't', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))"
              + " ON DUPLICATE KEY UPDATE user_id = ?",
          id,
          owner,
          owner);
    }
  }

  private void flip(String table, String column, long object) throws SQLException {
    long user = any(users);
    int deleted =
        application.execute(
            "DELETE FROM %s WHERE user_id = ? AND %s = ?".formatted(table, column), user, object);
    if (deleted == 0) {
      application.execute(
          "INSERT INTO %s (user_id, %s, created_at) VALUES (?, ?, UTC_TIMESTAMP(6))"
              .formatted(table, column),
          user,
          object);
    }
  }

  private void changeComment(long id) throws SQLException {
    if (random.nextInt(4) == 0) {
      application.execute("DELETE FROM comments WHERE id = ?", id);
    } else {
      comment(id, any(users), any(tracks));
    }
  }

  private void comment(long id, long user, long track) throws SQLException {
    application.execute(
        "INSERT INTO comments (id, user_id, track_id, body, created_at)"
            + " VALUES (?, ?, ?, 'b', UTC_TIMESTAMP(6))"
            + " ON DUPLICATE KEY UPDATE user_id = ?, track_id = ?",
        id,
        user,
        track,
        user,
        track);
  }

  /** The table's rows, in the format of {@link ClosenessOracle}. */
  private static Set<String> rows(CqlSession session, Collection<Long> recipients) {
    Set<String> found = new TreeSet<>();
    for (long recipient : recipients) {
      for (Row row :
          session.execute(
              "SELECT actor_id, kind, object_id, comment_id FROM fanfare.closeness"
                  + " WHERE recipient_id = ?",
              recipient)) {
        found.add(
            "%d %d %d %d %d"
                .formatted(
                    recipient, row.getLong(0), row.getByte(1), row.getLong(2), row.getLong(3)));
      }
    }
    return found;
  }

  private long any(List<Long> ids) {
    return ids.get(random.nextInt(ids.size()));
  }

  private static List<Long> ids(int count) {
    long first = Application.newIds(count);
    return LongStream.range(first, first + count).boxed().toList();
  }
}
