package io.fanfare.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Random likes, reposts, comments and owners of a few users. */
final class InteractionHistory {

  private static final int USERS = 6;
  private static final int OBJECTS = 4;
  private static final int COMMENTS = 20;

  private final Random random;
  private final List<Long> users = ids(USERS);
  private final List<Long> tracks = ids(OBJECTS);
  private final List<Long> playlists = ids(OBJECTS);
  private final List<Long> comments = ids(COMMENTS);

  InteractionHistory(long seed) {
    this.random = new Random(seed);
  }

  void begin(Application application) throws SQLException {
    for (long user : users) {
      application.user(user);
    }
  }

  void change(Application application) throws SQLException {
    switch (random.nextInt(8)) {
      case 0 -> changeOwner(application, "tracks", any(tracks));
      case 1 -> changeOwner(application, "playlists", any(playlists));
      case 2 -> flip(application, "track_likes", "track_id", any(tracks));
      case 3 -> flip(application, "track_reposts", "track_id", any(tracks));
      case 4 -> flip(application, "playlist_likes", "playlist_id", any(playlists));
      case 5 -> flip(application, "playlist_reposts", "playlist_id", any(playlists));
      default -> changeComment(application, any(comments));
    }
  }

  /** `recipient actor kind object comment` of each of these users' rows, by plain SQL. */
  Set<String> expected(Application application) throws SQLException {
    return ClosenessOracle.rows(application.connection(), users);
  }

  /** The same of what is stored. */
  Set<String> stored(CqlSession session) {
    Set<String> found = new TreeSet<>();
    for (long recipient : users) {
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

  private void changeOwner(Application application, String table, long id) throws SQLException {
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

  private void flip(Application application, String table, String column, long object)
      throws SQLException {
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

  private void changeComment(Application application, long id) throws SQLException {
    if (random.nextInt(4) == 0) {
      application.execute("DELETE FROM comments WHERE id = ?", id);
    } else {
      comment(application, id, any(users), any(tracks));
    }
  }

  static void comment(Application application, long id, long user, long track) throws SQLException {
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

  private long any(List<Long> ids) {
    return ids.get(random.nextInt(ids.size()));
  }

  private static List<Long> ids(int count) {
    long first = Application.newIds(count);
    return LongStream.range(first, first + count).boxed().toList();
  }
}
