package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows in MySQL against what the API shows. */
@ExtendWith(SharedStack.class)
class MainPathITCase {

  private Application application;
  private long listener;
  private long artist;

  @BeforeEach
  void makeUsers() throws SQLException {
    application = new Application();
    listener = application.user();
    artist = application.user();
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void aPublishedTrackReachesOnlyItsFollowers() throws Exception {
    long stranger = application.user();
    application.follow(listener, artist);
    long track = application.track(artist);
    awaitFeed(listener, "track " + track);
    assertThat(Feed.of(stranger)).isEmpty();
    assertThat(Feed.of(artist)).isEmpty();
  }

  @Test
  void anUnfollowTakesAwayAndAFollowBringsBack() throws Exception {
    Instant time = Application.now();
    long older = application.track(artist, time.minusSeconds(60));
    long newer = application.track(artist, time);
    application.follow(listener, artist);
    awaitFeed(listener, "track " + newer, "track " + older);
    application.unfollow(listener, artist);
    awaitFeed(listener);
    application.follow(listener, artist);
    awaitFeed(listener, "track " + newer, "track " + older);
  }

  @Test
  void onlyWhatIsPublicFinishedAndPublishedIsShown() throws Exception {
    application.follow(listener, artist);
    long track = application.track(artist);
    awaitFeed(listener, "track " + track);
    set(track, "sharing = 'private'");
    awaitFeed(listener);
    set(track, "sharing = 'public'");
    awaitFeed(listener, "track " + track);
    set(track, "state = 'processing'");
    awaitFeed(listener);
    set(track, "state = 'finished'");
    awaitFeed(listener, "track " + track);
    set(track, "published_at = NULL");
    awaitFeed(listener);
  }

  @Test
  void whatIsScheduledAppearsWhenItsTimeComes() throws Exception {
    application.follow(listener, artist);
    long farAway = application.track(artist, Instant.parse("9999-12-31T23:59:59.999999Z"));
    Instant soon = Application.now().plusSeconds(8);
    long scheduled = application.track(artist, soon);
    application.repost(artist, scheduled);
    long now = application.track(artist);
    awaitFeed(listener, "track " + now);
    assertThat(Instant.now()).as("the feed was in time").isBefore(soon);
    awaitFeed(
        listener,
        "track " + scheduled,
        "track " + now,
        "track:repost " + scheduled + " by " + artist);
    assertThat(Instant.now()).isAfter(soon);
    application.execute("DELETE FROM tracks WHERE id = ?", farAway);
  }

  @Test
  void aTrackMovesWithItsTimeAndItsOwner() throws Exception {
    Instant time = Application.now();
    application.follow(listener, artist);
    long first = application.track(artist, time.minusSeconds(20));
    long second = application.track(artist, time.minusSeconds(10));
    awaitFeed(listener, "track " + second, "track " + first);
    application.execute(
        "UPDATE tracks SET published_at = ? WHERE id = ?", Application.utc(time), first);
    awaitFeed(listener, "track " + first, "track " + second);
    long other = application.user();
    set(first, "user_id = " + other);
    awaitFeed(listener, "track " + second);
    application.follow(listener, other);
    awaitFeed(listener, "track " + first, "track " + second);
  }

  @Test
  void aRepostIsAnEntryOfItsOwn() throws Exception {
    long owner = application.user();
    long reposter = application.user();
    long track = application.track(owner, Application.now().minusSeconds(60));
    application.follow(listener, artist);
    application.follow(listener, reposter);
    application.repost(artist, track);
    application.repost(reposter, track);
    awaitFeed(
        listener,
        "track:repost " + track + " by " + reposter,
        "track:repost " + track + " by " + artist);
    application.follow(owner, artist);
    awaitFeed(owner, "track:repost " + track + " by " + artist);
    application.execute(
        "DELETE FROM track_reposts WHERE user_id = ? AND track_id = ?", reposter, track);
    awaitFeed(listener, "track:repost " + track + " by " + artist);
    set(track, "sharing = 'private'");
    awaitFeed(listener);
  }

  @Test
  void whatIsDestroyedIsGoneForEverybodyAndComesBackWhenItReturns() throws Exception {
    long other = application.user();
    application.follow(listener, artist);
    application.follow(other, artist);
    Instant time = Application.now();
    long track = application.track(artist, time);
    awaitFeed(listener, "track " + track);
    awaitFeed(other, "track " + track);
    application.execute("DELETE FROM tracks WHERE id = ?", track);
    awaitFeed(listener);
    awaitFeed(other);
    application.track(track, artist, time);
    awaitFeed(listener, "track " + track);
    application.execute("DELETE FROM users WHERE id = ?", artist);
    awaitFeed(listener);
    application.user(artist);
    awaitFeed(listener, "track " + track);
  }

  @Test
  void ownActivitiesAreNotOnOnesOwnDashboard() throws Exception {
    application.follow(listener, listener);
    application.follow(listener, artist);
    application.track(listener);
    long track = application.track(artist);
    awaitFeed(listener, "track " + track);
  }

  @Test
  void aWalkGoesThroughALongDashboardOnceInOrder() throws Exception {
    Instant time = Application.now();
    application.follow(listener, artist);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      // Two months and more, and now and then two at one time.
      long track = application.track(artist, time.minus(Duration.ofHours(18L * (i / 2 * 2))));
      expected.add(i % 2 == 0 ? expected.size() : expected.size() - 1, "track " + track);
    }
    awaitFeed(listener, expected.toArray(String[]::new));
    assertThat(Feed.of(listener, 7)).isEqualTo(expected);
    assertThat(Feed.of(listener, 1)).isEqualTo(expected);
    assertThat(Feed.of(listener, 200)).isEqualTo(expected);
  }

  private void set(long track, String assignment) throws SQLException {
    application.execute("UPDATE tracks SET " + assignment + " WHERE id = ?", track);
  }

  private static void awaitFeed(long user, String... entries) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(user)).containsExactly(entries));
  }
}
