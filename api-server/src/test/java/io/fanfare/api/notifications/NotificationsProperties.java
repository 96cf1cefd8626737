package io.fanfare.api.notifications;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.InMemoryDashboards;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.notifications.NotificationsView.Actor;
import io.fanfare.api.notifications.NotificationsView.Notification;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.models.TrackRepost;
import io.fanfare.schemas.notifications.Choice;
import io.fanfare.schemas.notifications.SeenUntil;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random reposts, read page by page. */
class NotificationsProperties {

  private static final long RECIPIENT = 1;
  private static final long OWNER = 2;
  private static final long FIRST_ACTOR = 10;
  private static final int ACTORS = 5;
  private static final int TRACKS = 4;

  /** Few times, so that many entries have the same. */
  private static final int TIMES = 12;

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final long OLDEST = Micros.of(NOW) - TIMES;

  /** A repost at a time from 0; -1 for none. */
  record Histories(List<Integer> reposts, List<Integer> followedSince, int seenUntil) {

    long actor(int index) {
      return FIRST_ACTOR + index % ACTORS;
    }

    long track(int index) {
      return 1 + index / ACTORS;
    }

    boolean isNews(int index) {
      return reposts.get(index) >= 0 && reposts.get(index) >= followedSince.get(index % ACTORS);
    }

    boolean isUnread(int index) {
      return isNews(index) && reposts.get(index) > seenUntil;
    }
  }

  @Property(tries = 300)
  void showsWhatIsNewsOnceAndCountsWhatIsUnread(
      @ForAll("histories") Histories histories,
      @ForAll @IntRange(min = 1, max = 8) int limit,
      @ForAll boolean groups) {
    Notifications notifications = notifications(histories);
    List<String> shown = new ArrayList<>();
    int unread = 0;
    String query = "limit=" + limit + "&group=" + groups;
    while (query != null) {
      NotificationsView page = notifications.page(RECIPIENT, parameters(query));
      List<Actor> actors =
          page.collection().stream().flatMap(each -> each.actors().stream()).toList();
      assertThat(actors).hasSizeLessThanOrEqualTo(limit);
      assertThat(page.unreadCount()).isEqualTo(count(histories));
      for (Notification each : page.collection()) {
        assertThat(each.actors()).hasSizeBetween(1, groups ? limit : 1);
        assertThat(each.activityTime()).isEqualTo(each.actors().get(0).activityTime());
        each.actors().forEach(actor -> shown.add(each.origin() + actor.user().urn()));
      }
      unread += (int) actors.stream().filter(Actor::unread).count();
      query = page.nextHref() == null ? null : URI.create(page.nextHref()).getQuery();
    }
    int news = 0;
    for (int index = 0; index < histories.reposts().size(); index++) {
      news += histories.isNews(index) ? 1 : 0;
    }
    assertThat(shown).doesNotHaveDuplicates().hasSize(news);
    assertThat(unread).isEqualTo(count(histories));
  }

  private static int count(Histories histories) {
    int unread = 0;
    for (int index = 0; index < histories.reposts().size(); index++) {
      unread += histories.isUnread(index) ? 1 : 0;
    }
    return unread;
  }

  private static Notifications notifications(Histories histories) {
    InMemoryModels models = new InMemoryModels();
    InMemoryDashboards dashboards = new InMemoryDashboards();
    models.put(user(RECIPIENT));
    models.put(user(OWNER));
    for (int index = 0; index < histories.reposts().size(); index++) {
      long actor = histories.actor(index);
      long track = histories.track(index);
      models.put(user(actor));
      models.put(track(track, OWNER, OLDEST));
      models.follow(RECIPIENT, actor, OLDEST + histories.followedSince().get(index % ACTORS));
      if (histories.reposts().get(index) >= 0) {
        long time = OLDEST + histories.reposts().get(index);
        models.put(new TrackRepost(actor, track, time));
        dashboards.put(new Activity(ActivityKind.TRACK_REPOST, actor, track, time));
      }
    }
    InMemoryRecipients store = new InMemoryRecipients();
    var unused = store.append(new Choice(RECIPIENT, new SeenUntil(OLDEST + histories.seenUntil())));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    TokenKey key = TokenKey.parse("A".repeat(43));
    return new Notifications(
        new DashboardReader(dashboards, models, clock, DashboardReader.Limits.DEFAULT),
        new SeenMarkers(new Recipients(store, store), clock),
        new NotificationCursors(key),
        new EntryIds(key),
        "https://feed.example");
  }

  private static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new HashMap<>();
    Arrays.stream(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> parameters.put(pair[0], List.of(pair[1])));
    return parameters;
  }

  @Provide
  static Arbitrary<Histories> histories() {
    Arbitrary<Integer> times = Arbitraries.integers().between(-1, TIMES - 1);
    return Combinators.combine(
            times.list().ofSize(ACTORS * TRACKS), times.list().ofSize(ACTORS), times)
        .as(Histories::new);
  }
}
