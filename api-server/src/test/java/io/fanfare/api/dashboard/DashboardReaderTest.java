package io.fanfare.api.dashboard;

import static io.fanfare.api.models.InMemoryModels.playlist;
import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.models.Models;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import io.fanfare.schemas.dashboard.Hidden;
import io.fanfare.schemas.models.PlaylistRepost;
import io.fanfare.schemas.models.Track;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.models.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardReaderTest {

  private static final long RECIPIENT = 1;
  private static final long OWNER = 2;
  private static final long REPOSTER = 3;
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000;
  private static final Set<ActivityKind> ALL = EnumSet.allOf(ActivityKind.class);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final InMemoryDashboards store = new InMemoryDashboards();
  private final InMemoryModels models = new InMemoryModels();
  private final DashboardReader reader = reader(models);

  @BeforeEach
  void insertUsers() {
    models.put(user(RECIPIENT));
    models.put(user(OWNER));
    models.put(user(REPOSTER));
  }

  @Test
  void showsNewestFirstWithTheModels() {
    Activity old = publish(10, NOW_MICROS - 2_000_000);
    Activity young = publish(11, NOW_MICROS - 1_000_000);
    Activity repost = repost(10, NOW_MICROS);

    DashboardPage page = read(50);

    assertThat(activities(page)).containsExactly(repost, young, old);
    assertThat(page.continueAfter()).isNull();
    assertThat(page.entries().get(0).origin())
        .isEqualTo(new Origin.OfTrack(track(10, OWNER, NOW_MICROS - 2_000_000)));
    assertThat(page.entries().get(0).owner().getId()).isEqualTo(OWNER);
  }

  @Test
  void showsOnlyTheRequestedKinds() {
    Activity published = publish(10, NOW_MICROS);
    repost(10, NOW_MICROS);

    DashboardPage page = reader.read(RECIPIENT, Set.of(ActivityKind.TRACK), DashboardRange.ALL, 50);

    assertThat(activities(page)).containsExactly(published);
  }

  @Test
  void leavesOutEntriesThatNoRowAccountsFor() {
    Activity shown = publish(10, NOW_MICROS);
    publish(11, NOW_MICROS - 1);
    models.removeTrack(11);
    publish(12, NOW_MICROS - 2);
    models.put(track(12, OWNER, null));
    publish(13, NOW_MICROS - 3);
    models.put(track(13, OWNER, NOW_MICROS - 4));
    publish(14, NOW_MICROS - 5);
    models.put(track(14, REPOSTER, NOW_MICROS - 5));
    store.put(new Activity(ActivityKind.PLAYLIST, OWNER, 10L, NOW_MICROS));
    repost(10, NOW_MICROS - 6);
    models.removeTrackRepost(REPOSTER, 10);

    assertThat(activities(read(50))).containsExactly(shown);
  }

  @Test
  void showsPlaylistsAndTheirRepostsWithTheModel() {
    models.put(playlist(20, OWNER, NOW_MICROS - 1));
    Activity published = new Activity(ActivityKind.PLAYLIST, OWNER, 20L, NOW_MICROS - 1);
    store.put(published);
    Activity repost = new Activity(ActivityKind.PLAYLIST_REPOST, REPOSTER, 20L, NOW_MICROS);
    models.put(new PlaylistRepost(REPOSTER, 20L, NOW_MICROS));
    store.put(repost);

    assertThat(activities(read(50))).containsExactly(repost, published);
    assertThat(read(50).entries().get(0).origin())
        .isEqualTo(new Origin.OfPlaylist(playlist(20, OWNER, NOW_MICROS - 1)));
  }

  @Test
  void leavesOutStoredEntriesOfAnActorWhoIsNoLongerFollowed() {
    publish(10, NOW_MICROS - 1);
    Activity repost = repost(10, NOW_MICROS);
    models.unfollow(RECIPIENT, OWNER);

    assertThat(activities(read(50))).containsExactly(repost);
  }

  @Test
  void leavesOutWhatIsHiddenFromTheRecipient() {
    Activity published = publish(10, NOW_MICROS - 1);
    Activity repost = repost(10, NOW_MICROS);

    models.hide(RECIPIENT, new Hidden(Set.of(), true));
    assertThat(activities(read(50))).containsExactly(published);
    models.hide(RECIPIENT, new Hidden(Set.of(OWNER), false));
    assertThat(activities(read(50))).isEmpty();
    models.hide(RECIPIENT, Hidden.NOTHING);
    assertThat(activities(read(50))).containsExactly(repost, published);
  }

  @Test
  void leavesOutEntriesOfMissingUsersAndShowsThemOnTheirReturn() {
    Activity published = publish(10, NOW_MICROS - 1);
    Activity repost = repost(10, NOW_MICROS);

    models.removeUser(REPOSTER);
    assertThat(activities(read(50))).containsExactly(published);
    models.removeUser(OWNER);
    assertThat(read(50)).isEqualTo(DashboardPage.EMPTY);
    models.put(user(OWNER));
    models.put(user(REPOSTER));
    assertThat(activities(read(50))).containsExactly(repost, published);
  }

  @Test
  void leavesOutAnEntryWhoseOwnerGoesWhileThePageIsRead() {
    InMemoryModels leaving =
        new InMemoryModels() {
          @Override
          public CompletionStage<Map<Long, Track>> tracks(Set<Long> ids) {
            removeUser(OWNER);
            return super.tracks(ids);
          }
        };
    Activity repost = repostOn(leaving);

    assertThat(reader(leaving).filterShown(RECIPIENT, List.of(repost))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {OWNER, REPOSTER})
  void failsIfAnEntryThatTheRuleShowsLacksARow(long userId) {
    InMemoryModels broken =
        new InMemoryModels() {
          @Override
          public CompletionStage<Map<Long, User>> users(Set<Long> ids) {
            return super.users(ids)
                .thenApply(
                    found -> {
                      // A key without a row: the rule takes the user for one that exists.
                      found.replace(userId, null);
                      return found;
                    });
          }
        };
    repostOn(broken);

    assertThatThrownBy(() -> reader(broken).read(RECIPIENT, ALL, DashboardRange.ALL, 50))
        .isInstanceOf(NullPointerException.class)
        .hasMessageStartingWith("The rule shows an entry that lacks the row of its ")
        .hasMessageContaining("\"object_id\": 10");
  }

  @Test
  void isEmptyForARecipientWithoutARowAndReadsNothing() {
    publish(10, NOW_MICROS);
    models.removeUser(RECIPIENT);

    assertThat(read(50)).isEqualTo(DashboardPage.EMPTY);
    assertThat(store.entriesRead()).isZero();
  }

  @Test
  void cutsAtTheRetentionAndReadsNoOlderMonth() {
    long start = DashboardRule.retentionStart(NOW_MICROS);
    Activity last = publish(10, start);
    publish(11, start - 1);
    publish(12, start - Duration.ofDays(40).toNanos() / 1_000);

    assertThat(activities(read(50))).containsExactly(last);
    assertThat(store.entriesRead()).isEqualTo(2);
  }

  @Test
  void showsWhatIsScheduledOnceItsTimeHasCome() {
    Activity now = publish(9, NOW_MICROS);
    Activity next = publish(10, NOW_MICROS + 1);
    Activity farAway = publish(11, 253_402_300_799_999_999L);
    assertThat(activities(read(50))).containsExactly(now);
    assertThat(store.entriesRead()).isEqualTo(1);
    DashboardReader later =
        new DashboardReader(
            store,
            models,
            Clock.offset(CLOCK, Duration.ofNanos(1_000)),
            DashboardReader.Limits.DEFAULT);
    assertThat(activities(later.read(RECIPIENT, ALL, DashboardRange.ALL, 50)))
        .containsExactly(next, now);
    // A client that has seen it with another server's clock goes on behind it.
    assertThat(activities(reader.read(RECIPIENT, ALL, DashboardRange.ALL.after(next), 50)))
        .containsExactly(now);
    Map<Activity, Verdict> verdicts = new HashMap<>();
    reader.judgeAll(RECIPIENT, verdicts::put);
    assertThat(verdicts)
        .containsOnlyKeys(now, next, farAway)
        .allSatisfy((activity, verdict) -> assertThat(verdict).isEqualTo(Verdict.SHOWN));
  }

  @Test
  void readsOnlyTheMonthsOfTheRetention() {
    AtomicInteger read = new AtomicInteger();
    DashboardStore crowded =
        new DashboardStore() {
          @Override
          public CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest) {
            assertThat(List.of(oldest, newest)).containsExactly(202605, 202611);
            return store.months(recipientId, oldest, newest);
          }

          @Override
          public CompletionStage<List<Activity>> entries(
              long recipientId, int month, Activity olderThan, int limit) {
            read.incrementAndGet();
            return store.entries(recipientId, month, olderThan, limit);
          }
        };
    Activity shown = publish(9, NOW_MICROS);
    for (int i = 1; i <= 5_100; i++) {
      publish(9 + i, NOW_MICROS + i * 31 * 86_400_000_000L);
    }
    DashboardReader of =
        new DashboardReader(crowded, models, CLOCK, DashboardReader.Limits.DEFAULT);
    assertThat(activities(of.read(RECIPIENT, ALL, DashboardRange.ALL, 50))).containsExactly(shown);
    assertThat(read.get()).isEqualTo(1);
  }

  @Test
  void aFullPageIsTheLastIfNothingThatIsShownFollows() {
    publish(10, NOW_MICROS);
    publish(11, NOW_MICROS - 1);
    publish(12, NOW_MICROS - 2);
    models.removeTrack(12);

    assertThat(read(2).continueAfter()).isNull();
    assertThat(read(1).continueAfter()).isNotNull();
  }

  @Test
  void readsUntilThePageIsFull() {
    for (int id = 0; id < 1_000; id++) {
      publish(id, NOW_MICROS - id);
      models.removeTrack(id);
    }
    Activity shown = publish(1_000, NOW_MICROS - 1_000);

    DashboardPage page = read(1);

    assertThat(activities(page)).containsExactly(shown);
    assertThat(page.continueAfter()).isNull();
  }

  @Test
  void readsLittleMoreThanThePage() {
    for (int id = 0; id < 1_000; id++) {
      publish(id, NOW_MICROS - id);
    }

    assertThat(read(50).entries()).hasSize(50);
    assertThat(store.entriesRead()).isEqualTo(51);
  }

  @Test
  void cutsAPageShortAfterTooManyEntriesAndLosesNone() {
    DashboardReader impatient =
        new DashboardReader(
            store,
            models,
            CLOCK,
            new DashboardReader.Limits(100, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    List<Activity> expected = new ArrayList<>();
    for (int id = 0; id < 2_000; id++) {
      Activity activity = publish(id, NOW_MICROS - id);
      if (id % 300 == 299) {
        expected.add(activity);
      } else {
        models.removeTrack(id);
      }
    }

    List<Activity> seen = new ArrayList<>();
    DashboardRange range = DashboardRange.ALL;
    int pages = 0;
    for (Activity last = null; pages == 0 || last != null; pages++) {
      DashboardPage page = impatient.read(RECIPIENT, ALL, range, 5);
      seen.addAll(activities(page));
      last = page.continueAfter();
      range = last == null ? range : range.after(last);
    }

    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isGreaterThan(2);
  }

  @Test
  void endsAtTheRequestedTime() {
    Activity newer = publish(10, NOW_MICROS);
    publish(11, NOW_MICROS - 1);

    DashboardPage page =
        reader.read(RECIPIENT, ALL, new DashboardRange(null, NOW_MICROS - 1, List.of()), 50);

    assertThat(activities(page)).containsExactly(newer);
  }

  @Test
  void reportsWhatIsTooSlow() {
    DashboardStore silent =
        new DashboardStore() {
          @Override
          public CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest) {
            return new CompletableFuture<>();
          }

          @Override
          public CompletionStage<List<Activity>> entries(
              long recipientId, int month, @Nullable Activity olderThan, int limit) {
            return new CompletableFuture<>();
          }
        };
    DashboardReader impatient =
        new DashboardReader(
            silent,
            models,
            CLOCK,
            new DashboardReader.Limits(100, Duration.ofMillis(1), Duration.ofMillis(1)));

    assertThatThrownBy(() -> impatient.read(RECIPIENT, ALL, DashboardRange.ALL, 5))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("Cassandra is too slow to answer right now: try again later.");
  }

  /** Puts a repost of a track of another user, and all of its rows. */
  private Activity repostOn(InMemoryModels rows) {
    rows.put(user(RECIPIENT));
    rows.put(user(OWNER));
    rows.put(user(REPOSTER));
    rows.put(track(10, OWNER, NOW_MICROS));
    rows.put(new TrackRepost(REPOSTER, 10L, NOW_MICROS));
    Activity repost = new Activity(ActivityKind.TRACK_REPOST, REPOSTER, 10L, NOW_MICROS);
    store.put(repost);
    return repost;
  }

  private DashboardReader reader(Models rows) {
    return new DashboardReader(store, rows, CLOCK, DashboardReader.Limits.DEFAULT);
  }

  private DashboardPage read(int limit) {
    return reader.read(RECIPIENT, ALL, DashboardRange.ALL, limit);
  }

  private Activity publish(long trackId, long publishedAt) {
    models.put(track(trackId, OWNER, publishedAt));
    Activity activity = new Activity(ActivityKind.TRACK, OWNER, trackId, publishedAt);
    store.put(activity);
    return activity;
  }

  private Activity repost(long trackId, long createdAt) {
    Activity activity = new Activity(ActivityKind.TRACK_REPOST, REPOSTER, trackId, createdAt);
    models.put(new TrackRepost(REPOSTER, trackId, createdAt));
    store.put(activity);
    return activity;
  }

  private static List<Activity> activities(DashboardPage page) {
    return page.entries().stream().map(DashboardEntry::activity).toList();
  }
}
