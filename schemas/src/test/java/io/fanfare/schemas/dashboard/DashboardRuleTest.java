package io.fanfare.schemas.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardRuleTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final long RECIPIENT = 1;
  private static final long ACTOR = 2;
  private static final long OWNER = 3;

  private final Rows rows = new Rows();

  @ParameterizedTest
  @EnumSource(
      value = ActivityKind.class,
      names = {"TRACK", "PLAYLIST"})
  void showsTracksAndPlaylistsOfTheirOwner(ActivityKind kind) {
    rows.sound = new Sound(ACTOR, NOW);
    assertThat(shows(activity(kind, NOW))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ActivityKind.class,
      names = {"TRACK_REPOST", "PLAYLIST_REPOST"})
  void showsARepostOfAnyOwnersSound(ActivityKind kind) {
    for (long owner : new long[] {OWNER, ACTOR, RECIPIENT}) {
      rows.sound = new Sound(owner, NOW - 5);
      assertThat(shows(activity(kind, NOW))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ActivityKind.class)
  void hidesObjectsThatAreNotLive(ActivityKind kind) {
    rows.sound = new Sound(ACTOR, null);
    assertThat(shows(activity(kind, NOW))).isFalse();
    rows.sound = null;
    assertThat(shows(activity(kind, NOW))).isFalse();
  }

  @Test
  void hidesAnEntryThatDiffersFromItsRow() {
    rows.sound = new Sound(OWNER, NOW);
    assertThat(shows(track(NOW))).as("another owner").isFalse();
    rows.sound = new Sound(ACTOR, NOW);
    assertThat(shows(track(NOW - 1))).as("another time").isFalse();
    assertThat(shows(repost(NOW - 1))).as("reposted at another time").isFalse();
    rows.repostedAt = null;
    assertThat(shows(repost(NOW))).as("no longer reposted").isFalse();
  }

  @Test
  void hidesTheRecipientsOwnActivities() {
    rows.followed.add(RECIPIENT);
    Activity own = new Activity(ActivityKind.TRACK_REPOST, RECIPIENT, 9L, NOW);
    assertThat(shows(own)).isFalse();
  }

  @Test
  void hidesActorsWhomTheRecipientDoesNotFollow() {
    rows.followed.clear();
    rows.followed.add(OWNER);
    assertThat(shows(repost(NOW))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {RECIPIENT, ACTOR, OWNER})
  void hidesEntriesOfUsersWithoutARow(long gone) {
    rows.users.remove(gone);
    assertThat(shows(repost(NOW))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {ACTOR, OWNER})
  void hidesActorsAndOwnersWhoAreHiddenFromTheRecipient(long user) {
    rows.hidden = new Hidden(Set.of(user), false);
    assertThat(shows(repost(NOW))).isFalse();
    rows.hidden = new Hidden(Set.of(99L), false);
    assertThat(shows(repost(NOW))).isTrue();
  }

  @Test
  void hidesOnlyRepostsIfTheRecipientHidesReposts() {
    rows.hidden = new Hidden(Set.of(), true);
    assertThat(shows(repost(NOW))).isFalse();
    rows.sound = new Sound(ACTOR, NOW);
    assertThat(shows(track(NOW))).isTrue();
  }

  @Test
  void hidesActivitiesOlderThanTheRetention() {
    long start = DashboardRule.retentionStart(NOW);
    assertThat(NOW - start).isEqualTo(180L * 24 * 60 * 60 * 1_000_000);
    rows.sound = new Sound(OWNER, start - 5);
    rows.repostedAt = start;
    assertThat(shows(repost(start))).isTrue();
    rows.repostedAt = start - 1;
    assertThat(shows(repost(start - 1))).isFalse();
  }

  @Test
  void hidesWhatIsScheduledUntilItsTimeComes() {
    rows.sound = new Sound(ACTOR, NOW + 1);
    assertThat(DashboardRule.judge(track(NOW + 1), RECIPIENT, rows, NOW)).isEqualTo(Verdict.HIDDEN);
    assertThat(DashboardRule.judge(track(NOW + 1), RECIPIENT, rows, NOW + 1))
        .isEqualTo(Verdict.SHOWN);
    assertThat(shows(repost(NOW))).as("a repost of it, too").isFalse();
    assertThat(
            DashboardRule.judge(
                track(NOW + 1), RECIPIENT, rows, DashboardRule.retentionStart(NOW), Long.MAX_VALUE))
        .as("as it will be")
        .isEqualTo(Verdict.SHOWN);
  }

  @Test
  void distinguishesHiddenFromUnaccountedEntries() {
    Activity repost = repost(NOW);
    rows.sound = null;
    assertThat(DashboardRule.judge(repost, RECIPIENT, rows, NOW)).isEqualTo(Verdict.HIDDEN);
    rows.repostedAt = NOW + 1;
    assertThat(DashboardRule.judge(repost, RECIPIENT, rows, NOW)).isEqualTo(Verdict.UNACCOUNTED);
    rows.sound = new Sound(ACTOR, null);
    assertThat(DashboardRule.judge(track(NOW), RECIPIENT, rows, NOW))
        .isEqualTo(Verdict.UNACCOUNTED);
    rows.sound = new Sound(ACTOR, NOW);
    rows.users.remove(RECIPIENT);
    assertThat(DashboardRule.judge(track(NOW), RECIPIENT, rows, NOW)).isEqualTo(Verdict.HIDDEN);
    rows.followed.clear();
    assertThat(DashboardRule.judge(track(NOW), RECIPIENT, rows, NOW))
        .isEqualTo(Verdict.UNACCOUNTED);
  }

  private static Activity activity(ActivityKind kind, long time) {
    return new Activity(kind, ACTOR, 9L, time);
  }

  private static Activity track(long time) {
    return activity(ActivityKind.TRACK, time);
  }

  private static Activity repost(long time) {
    return activity(ActivityKind.TRACK_REPOST, time);
  }

  private boolean shows(Activity activity) {
    return DashboardRule.judge(activity, RECIPIENT, rows, NOW) == Verdict.SHOWN;
  }

  /** Rows that show every activity of the current moment. */
  private static final class Rows implements DashboardRows {

    @Nullable Sound sound = new Sound(OWNER, NOW);
    @Nullable Long repostedAt = NOW;
    final Set<Long> users = new HashSet<>(Set.of(RECIPIENT, ACTOR, OWNER));
    final Set<Long> followed = new HashSet<>(Set.of(ACTOR));
    Hidden hidden = Hidden.NOTHING;

    @Override
    public @Nullable Sound sound(Activity activity) {
      return sound;
    }

    @Override
    public @Nullable Long repostedAt(Activity repost) {
      return repostedAt;
    }

    @Override
    public boolean userExists(long userId) {
      return users.contains(userId);
    }

    @Override
    public boolean recipientFollows(long actorId) {
      return followed.contains(actorId);
    }

    @Override
    public Hidden hidden() {
      return hidden;
    }
  }
}
