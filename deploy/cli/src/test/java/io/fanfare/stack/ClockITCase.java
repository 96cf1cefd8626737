package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.workloads.faults.WrongTimes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker whose clock is wrong for a while. */
@ExtendWith(SharedStack.class)
class ClockITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Application application;
  private long listener;
  private long artist;

  @BeforeEach
  void makeUsers() throws SQLException {
    application = new Application();
    listener = application.user();
    artist = application.user();
    application.follow(listener, artist);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void nothingIsLostAfterAppendTimesThatWereFarAheadOrBehind() throws Exception {
    long before = application.track(artist, Application.now().minusSeconds(60));
    awaitFeed("track " + before);

    WrongTimes.append(
        SharedStack.get().addresses().kafka(),
        Instant.now().plus(Duration.ofDays(200)),
        Instant.EPOCH);

    long after = application.track(artist);
    awaitFeed("track " + after, "track " + before);
    application.unfollow(listener, artist);
    awaitFeed();
    application.follow(listener, artist);
    awaitFeed("track " + after, "track " + before);
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", before);
    awaitFeed("track " + after);
    assertThat(Audits.of(listener).isClean()).isTrue();
    assertThat(Audits.of(artist).isClean()).isTrue();
  }

  private void awaitFeed(String... items) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(listener)).containsExactly(items));
  }
}
