package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.agents.message.Item;
import io.fanfare.api.dashboard.PageRows;
import io.fanfare.api.models.FollowKey;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.NotificationSettings;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.User;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Choices;
import io.fanfare.schemas.notifications.ChoicesRule;
import io.fanfare.schemas.notifications.Device;
import io.fanfare.schemas.notifications.Notification;
import io.fanfare.schemas.notifications.NotifiedActivity;
import io.fanfare.schemas.notifications.OptOut;
import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final Instant NOW = Instant.parse("2026-06-01T23:00:00Z");
  private static final long LISTENER = 7;
  private static final long ARTIST = 1;
  private static final long TRACK = 5;
  private static final long PUBLISHED = Micros.of(NOW.minusSeconds(60));
  private static final NotifiedActivity NOTIFIED =
      new NotifiedActivity(new Activity(ActivityKind.TRACK, ARTIST, TRACK, PUBLISHED), 9L);

  private final Source source = new Source();
  private NotificationSettings settings = settings(true, null);
  private Choices choices = ChoicesRule.NONE;
  private Instant now = NOW;

  @Test
  void whatTheDashboardShowsIsToldInTheWordsOfNow() {
    Verdict verdict = judge();
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.told()).containsOnlyKeys("a@b");
    Item item = verdict.told().get("a@b").get(NOTIFIED);
    assertThat(item.actorName()).isEqualTo("Ana");
    assertThat(item.title()).isEqualTo("Song");
    assertThat(item.url()).isEqualTo("https://m.example/ana/my%20song");
    assertThat(verdict.quietUntil()).isNull();
  }

  @Test
  void whatABlockHidesIsNotTold() {
    source.hidden.put(LISTENER, new Hidden(Set.of(ARTIST), false));
    assertThat(reason()).isEqualTo(SuppressionReason.HIDDEN);
  }

  @Test
  void whatIsPrivateOrUnfollowedIsNotTold() {
    source.follows.clear();
    assertThat(reason()).isEqualTo(SuppressionReason.HIDDEN);
  }

  @Test
  void settingsAndChoicesOfNowDecide() {
    settings = settings(false, null);
    assertThat(reason()).isEqualTo(SuppressionReason.DISABLED);
    settings = settings(true, null);
    choices = new Choices(null, List.of(new OptOut(Channel.EMAIL, null, true)));
    assertThat(reason()).isEqualTo(SuppressionReason.OPTED_OUT);
    choices = new Choices(PUBLISHED, List.of());
    assertThat(reason()).isEqualTo(SuppressionReason.SEEN);
  }

  @Test
  void whatIsADayLateIsNoNews() {
    now = NOW.plus(Duration.ofHours(24));
    assertThat(reason()).isEqualTo(SuppressionReason.EXPIRED);
  }

  @Test
  void quietHoursPostponeIt() {
    settings = settings(true, "22:00:00");
    assertThat(judge().quietUntil()).isEqualTo(Instant.parse("2026-06-02T08:00:00Z"));
  }

  @Test
  void aSlowClockHidesNothing() {
    now = NOW.minus(Duration.ofDays(2));
    assertThat(judge().refused()).isEmpty();
  }

  private SuppressionReason reason() {
    Verdict verdict = judge();
    assertThat(verdict.told()).isEmpty();
    return verdict.refused().get(NOTIFIED);
  }

  private Verdict judge() {
    Judge judge =
        new Judge(
            source,
            new Chosen(),
            new Wordbook("https://m.example"),
            Clock.fixed(now, ZoneOffset.UTC));
    Notification message =
        new Notification(
            "m",
            LISTENER,
            Channel.EMAIL,
            false,
            false,
            Micros.of(NOW),
            Micros.of(NOW.plus(Duration.ofHours(24))),
            List.of(NOTIFIED));
    return judge.judge(List.of(message)).toCompletableFuture().join().get(0);
  }

  private static NotificationSettings settings(boolean isEnabled, String quietFrom) {
    String quietTo = quietFrom == null ? null : "08:00:00";
    return new NotificationSettings(
        LISTENER, "email", "track", isEnabled, null, quietFrom, quietTo, "UTC", " a@b ");
  }

  private final class Chosen implements Recipients {
    @Override
    public CompletionStage<Choices> choices(long recipientId) {
      return CompletableFuture.completedFuture(choices);
    }

    @Override
    public CompletionStage<List<Device>> devices(long recipientId) {
      return CompletableFuture.completedFuture(List.of());
    }
  }

  /** An artist with a track, and a listener who follows. */
  private final class Source extends NoModels implements Rows {

    private final Map<Long, Hidden> hidden = new HashMap<>();
    private final Map<FollowKey, Long> follows =
        new HashMap<>(Map.of(new FollowKey(LISTENER, ARTIST), 0L));

    @Override
    public CompletionStage<Map<Long, PageRows>> of(
        Map<Long, ? extends Collection<Activity>> activities) {
      return PageRows.load(this, activities);
    }

    @Override
    public CompletionStage<Map<Long, List<NotificationSettings>>> settings(Set<Long> ids) {
      return CompletableFuture.completedFuture(Map.of(LISTENER, List.of(settings)));
    }

    @Override
    public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
      Track track =
          Track.newBuilder()
              .setId(TRACK)
              .setUserId(ARTIST)
              .setTitle("Song")
              .setPermalink("my song")
              .setSharing("public")
              .setState("finished")
              .setPublishedAt(PUBLISHED)
              .build();
      return CompletableFuture.completedFuture(Map.of(TRACK, track));
    }

    @Override
    public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
      Map<Long, User> users = new HashMap<>();
      for (long id : ids) {
        users.put(id, User.newBuilder().setId(id).setUsername("Ana").setPermalink("ana").build());
      }
      return CompletableFuture.completedFuture(users);
    }

    @Override
    public CompletionStage<Map<FollowKey, Long>> follows(Set<FollowKey> keys) {
      return CompletableFuture.completedFuture(follows);
    }

    @Override
    public CompletionStage<Map<Long, Hidden>> hidden(Set<Long> recipientIds) {
      return CompletableFuture.completedFuture(hidden);
    }
  }
}
