package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random histories of a small network, written to MySQL, against dashboards that plain SQL computes
 * from the rows alone. Half-way through, the stack is stopped and started again with what it kept.
 */
@ExtendWith(SharedStack.class)
class OracleITCase {

  private static final int USERS = 12;
  private static final int TRACKS = 10;
  private static final int STEPS = 400;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Instant now = Application.now();
  private final long firstUser = Application.newIds(USERS);
  private final long firstTrack = Application.newIds(TRACKS);
  private Application application;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
    for (long user = firstUser; user < firstUser + USERS; user++) {
      application.user(user);
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void dashboardsAreWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    change(STEPS);
    // In the middle of the effects, not after them.
    application.close();
    SharedStack.restart();
    application = new Application();
    change(STEPS);
    for (long user = firstUser; user < firstUser + USERS; user++) {
      long recipient = user;
      List<String> expected = DashboardOracle.entries(application.connection(), recipient);
      await()
          .alias("dashboard of " + recipient + ", seed " + seed)
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(recipient, 5)).isEqualTo(expected));
    }
  }

  private void change(int steps) throws SQLException {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> changeFollow(user(), user());
        case 3, 4 -> changeRepost(user(), track());
        case 5 -> changeUser(user());
        default -> changeTrack(track());
      }
    }
  }

  private void changeFollow(long follower, long followee) throws SQLException {
    if (application.execute(
            "DELETE FROM follows WHERE follower_id = ? AND followee_id = ?", follower, followee)
        == 0) {
      application.follow(follower, followee);
    }
  }

  private void changeRepost(long user, long track) throws SQLException {
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
  private void changeUser(long user) throws SQLException {
    if (random.nextInt(3) > 0) {
      application.execute(
          "INSERT IGNORE INTO users (id, username, permalink, created_at, updated_at)"
              + " VALUES (?, 'back', 'back', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))",
          user);
    } else {
      application.execute("DELETE FROM users WHERE id = ?", user);
    }
  }

  private void changeTrack(long track) throws SQLException {
    switch (random.nextInt(6)) {
      case 0 -> application.execute("DELETE FROM tracks WHERE id = ?", track);
      case 1 -> update(track, "sharing = ?", random.nextBoolean() ? "public" : "private");
      case 2 -> update(track, "state = ?", random.nextInt(3) == 0 ? "processing" : "finished");
      case 3 -> update(track, "published_at = ?", Application.utc(time()));
      case 4 -> update(track, "user_id = ?", user());
      default -> {
        if (update(track, "published_at = NULL") == 0) {
          application.track(track, user(), time());
        }
      }
    }
  }

  private int update(long track, String assignment, Object... value) throws SQLException {
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
