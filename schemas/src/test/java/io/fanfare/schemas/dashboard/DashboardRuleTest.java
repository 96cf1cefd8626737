package io.fanfare.schemas.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardRuleTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final long RECIPIENT = 1;
  private static final long ACTOR = 2;
  private static final long OWNER = 3;
  private static final Set<Long> EVERYBODY = Set.of(RECIPIENT, ACTOR, OWNER);

  private static final Sound LIVE = new Sound(OWNER, NOW);
  private static final Sound OF_ACTOR = new Sound(ACTOR, NOW);
  private static final Sound NOT_LIVE = new Sound(OWNER, null);

  @Test
  void showsALiveTrackOfItsOwner() {
    assertThat(shows(track(NOW), OF_ACTOR, EVERYBODY)).isTrue();
  }

  @Test
  void showsARepostWhateverTheTrackIsOf() {
    assertThat(shows(repost(NOW), LIVE, EVERYBODY)).isTrue();
    assertThat(shows(repost(NOW), OF_ACTOR, EVERYBODY)).isTrue();
    assertThat(shows(repost(NOW), new Sound(RECIPIENT, NOW), EVERYBODY)).isTrue();
  }

  @Test
  void hidesWhatIsNotLive() {
    assertThat(shows(repost(NOW), NOT_LIVE, EVERYBODY)).isFalse();
    assertThat(shows(repost(NOW), null, EVERYBODY)).isFalse();
    assertThat(shows(track(NOW), new Sound(ACTOR, null), EVERYBODY)).isFalse();
  }

  @Test
  void hidesATrackEntryThatNoLongerSaysWhatItsRowSays() {
    assertThat(shows(track(NOW), LIVE, EVERYBODY)).as("another owner").isFalse();
    assertThat(shows(track(NOW - 1), OF_ACTOR, EVERYBODY)).as("another time").isFalse();
  }

  @Test
  void hidesWhatTheRecipientDidThemselves() {
    Activity own = new Activity(ActivityKind.TRACK_REPOST, RECIPIENT, 9L, NOW);
    assertThat(shows(own, LIVE, EVERYBODY)).isFalse();
  }

  @Test
  void hidesEntriesOfUsersWithoutARow() {
    assertThat(shows(repost(NOW), LIVE, Set.of(RECIPIENT, OWNER))).isFalse();
    assertThat(shows(repost(NOW), LIVE, Set.of(RECIPIENT, ACTOR))).isFalse();
    assertThat(shows(repost(NOW), LIVE, Set.of(ACTOR, OWNER))).isFalse();
  }

  @Test
  void cutsAtTheRetentionAndLetsTheFutureBe() {
    long start = DashboardRule.retentionStart(NOW);
    assertThat(NOW - start).isEqualTo(180L * 24 * 60 * 60 * 1_000_000);
    assertThat(shows(repost(start), LIVE, EVERYBODY)).isTrue();
    assertThat(shows(repost(start - 1), LIVE, EVERYBODY)).isFalse();
    assertThat(shows(repost(NOW * 2), LIVE, EVERYBODY)).isTrue();
  }

  private static Activity track(long time) {
    return new Activity(ActivityKind.TRACK, ACTOR, 9L, time);
  }

  private static Activity repost(long time) {
    return new Activity(ActivityKind.TRACK_REPOST, ACTOR, 9L, time);
  }

  private static boolean shows(Activity activity, Sound sound, Set<Long> users) {
    return DashboardRule.shows(activity, RECIPIENT, sound, users::contains, NOW);
  }
}
