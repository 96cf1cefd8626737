package io.fanfare.stack;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Random changes of a small network: all that can happen to the rows that dashboards hang on. */
final class NetworkHistory {

  private static final int USERS = 12;
  private static final int TRACKS = 10;
  private static final int PLAYLISTS = 5;

  private final Random random;
  private final Instant now = Application.now();
  private final long firstUser = Application.newIds(USERS);
  private final long firstTrack = Application.newIds(TRACKS);
  private final long firstPlaylist = Application.newIds(PLAYLISTS);

  /** Makes the users. */
  NetworkHistory(Random random, Application application) throws SQLException {
    this.random = random;
    for (long user = firstUser; user < firstUser + USERS; user++) {
      application.user(user);
    }
  }

  List<Long> users() {
    return LongStream.range(firstUser, firstUser + USERS).boxed().toList();
  }

  /** The next change. */
  void change(Application application) throws SQLException {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> toggle(application, "follows", "follower_id", user(), "followee_id", user());
      case 3, 4 -> toggle(application, "track_reposts", "user_id", user(), "track_id", track());
      case 5 ->
          toggle(application, "playlist_reposts", "user_id", user(), "playlist_id", playlist());
      case 6 -> toggle(application, "blocks", "user_id", user(), "blocked_user_id", user());
      case 7 -> toggle(application, "mutes", "user_id", user(), "muted_user_id", user());
      case 8 -> changeSettings(application, user());
      case 9 -> changeUser(application, user());
      case 10, 11 -> changePlaylist(application, playlist());
      default -> changeTrack(application, track());
    }
  }

  /** Takes a relation away if it is there, and makes it if it is not. */
  private void toggle(
      Application application, String table, String one, long first, String other, long second)
      throws SQLException {
    String key = one + " = ? AND " + other + " = ?";
    if (application.execute("DELETE FROM " + table + " WHERE " + key, first, second) == 0) {
      application.execute(
          "INSERT INTO %s (%s, %s, created_at) VALUES (?, ?, ?)".formatted(table, one, other),
          first,
          second,
          Application.utc(time()));
    }
  }

  private void changeSettings(Application application, long user) throws SQLException {
    if (random.nextInt(3) == 0) {
      application.execute("DELETE FROM dashboard_settings WHERE user_id = ?", user);
    } else {
      application.execute(
          "REPLACE INTO dashboard_settings (user_id, hide_reposts) VALUES (?, ?)",
          user,
          random.nextBoolean());
    }
  }

  /** Users come back more often than they go. */
  private void changeUser(Application application, long user) throws SQLException {
    if (random.nextInt(3) > 0) {
      application.execute(
          "INSERT IGNORE INTO users (id, username, permalink, created_at, updated_at)"
              + " VALUES (?, 'back', 'back', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
          user);
    } else {
      application.execute("DELETE FROM users WHERE id = ?", user);
    }
  }

  private void changeTrack(Application application, long track) throws SQLException {
    switch (random.nextInt(6)) {
      case 0 -> application.execute("DELETE FROM tracks WHERE id = ?", track);
      case 1 ->
          update(
              application,
              "tracks",
              track,
              "sharing = ?",
              random.nextBoolean() ? "public" : "private");
      case 2 ->
          update(
              application,
              "tracks",
              track,
              "state = ?",
              random.nextInt(3) == 0 ? "processing" : "finished");
      case 3 -> update(application, "tracks", track, "published_at = ?", Application.utc(time()));
      case 4 -> update(application, "tracks", track, "user_id = ?", user());
      default -> {
        if (update(application, "tracks", track, "published_at = NULL") == 0) {
          application.track(track, user(), time());
        }
      }
    }
  }

  private void changePlaylist(Application application, long playlist) throws SQLException {
    switch (random.nextInt(5)) {
      case 0 -> application.execute("DELETE FROM playlists WHERE id = ?", playlist);
      case 1 ->
          update(
              application,
              "playlists",
              playlist,
              "sharing = ?",
              random.nextBoolean() ? "public" : "private");
      case 2 ->
          update(application, "playlists", playlist, "published_at = ?", Application.utc(time()));
      case 3 -> update(application, "playlists", playlist, "user_id = ?", user());
      default ->
          application.execute(
              "INSERT IGNORE INTO playlists"
                  + " (id, user_id, title, permalink, published_at, created_at, updated_at)"
                  + " VALUES (?, ?, 'p', 'p', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
              playlist,
              user(),
              Application.utc(time()));
    }
  }

  private static int update(
      Application application, String table, long id, String assignment, Object... value)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(value));
    values.add(id);
    return application.execute(
        "UPDATE " + table + " SET " + assignment + " WHERE id = ?", values.toArray());
  }

  private long user() {
    // Some are followed, and act, far more than others.
    return firstUser + (long) (USERS * Math.pow(random.nextDouble(), 2));
  }

  private long track() {
    return firstTrack + random.nextInt(TRACKS);
  }

  private long playlist() {
    return firstPlaylist + random.nextInt(PLAYLISTS);
  }

  /**
   * Few enough that some coincide; some in other months, some out of the retention, some to come.
   */
  private Instant time() {
    return now.plus(Duration.ofDays(new int[] {0, 0, 0, -20, -70, -181, 3}[random.nextInt(7)]))
        .plusSeconds(random.nextInt(3));
  }
}
