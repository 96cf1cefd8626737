package io.fanfare.stack;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Random changes of a small network: follows, reposts, and all that can happen to tracks and users.
 */
final class NetworkHistory {

  private static final int USERS = 12;
  private static final int TRACKS = 10;

  private final Random random;
  private final Instant now = Application.now();
  private final long firstUser = Application.newIds(USERS);
  private final long firstTrack = Application.newIds(TRACKS);

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
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> changeFollow(application, user(), user());
      case 3, 4 -> changeRepost(application, user(), track());
      case 5 -> changeUser(application, user());
      default -> changeTrack(application, track());
    }
  }

  private void changeFollow(Application application, long follower, long followee)
      throws SQLException {
    if (application.execute(
            "DELETE FROM follows WHERE follower_id = ? AND followee_id = ?", follower, followee)
        == 0) {
      application.follow(follower, followee);
    }
  }

  private void changeRepost(Application application, long user, long track) throws SQLException {
    if (application.execute(
            "DELETE FROM track_reposts WHERE user_id = ? AND track_id = ?", user, track)
        == 0) {
      application.execute(
          "INSERT INTO track_reposts (user_id, track_id, created_at) VALUES (?, ?, ?)",
          user,
          track,
          Application.utc(time()));
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
          update(application, track, "sharing = ?", random.nextBoolean() ? "public" : "private");
      case 2 ->
          update(
              application, track, "state = ?", random.nextInt(3) == 0 ? "processing" : "finished");
      case 3 -> update(application, track, "published_at = ?", Application.utc(time()));
      case 4 -> update(application, track, "user_id = ?", user());
      default -> {
        if (update(application, track, "published_at = NULL") == 0) {
          application.track(track, user(), time());
        }
      }
    }
  }

  private static int update(Application application, long track, String assignment, Object... value)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(value));
    values.add(track);
    return application.execute(
        "UPDATE tracks SET " + assignment + " WHERE id = ?", values.toArray());
  }

  private long user() {
    // Some are followed, and act, far more than others.
    return firstUser + (long) (USERS * Math.pow(random.nextDouble(), 2));
  }

  private long track() {
    return firstTrack + random.nextInt(TRACKS);
  }

  /**
   * Few enough that some coincide; some in other months, some out of the retention, some to come.
   */
  private Instant time() {
    return now.plus(Duration.ofDays(new int[] {0, 0, 0, -20, -70, -181, 3}[random.nextInt(7)]))
        .plusSeconds(random.nextInt(3));
  }
}
