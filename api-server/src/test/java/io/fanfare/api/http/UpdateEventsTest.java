package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.SetClock;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.InMemoryDashboards;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.feed.FeedItems;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.stats.InMemoryCells;
import io.fanfare.api.stats.Totals;
import io.fanfare.api.updates.Position;
import io.fanfare.api.updates.Update;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Annotations;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.DashboardUpdate;
import io.fanfare.schemas.dashboard.Reason;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateEventsTest {

  private static final long LISTENER = 1;
  private static final long ARTIST = 2;

  private final SetClock clock = new SetClock(Instant.parse("2026-11-20T10:00:00Z"));
  private final InMemoryModels models = new InMemoryModels();
  private final InMemoryDashboards dashboards = new InMemoryDashboards();
  private final UpdateEvents events =
      new UpdateEvents(feed(), LISTENER, Micros.of(clock.instant()), Duration.ZERO);

  @BeforeEach
  void putUsers() {
    models.put(user(LISTENER));
    models.put(user(ARTIST));
  }

  @Test
  void anEntryIsAnnouncedWhenItsTimeComes() {
    events.accept(
        List.of(added(11, clock.instant().plusSeconds(5), 7), added(12, clock.instant(), 8)));
    assertThat(all()).contains("event: added", "tracks:12").doesNotContain("tracks:11");
    clock.advance(Duration.ofSeconds(4));
    assertThat(all()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(all()).contains("id: 0:8:", "event: added", "tracks:11");
    assertThat(all()).isEmpty();
  }

  @Test
  void anEntryThatWasScheduledLongBeforeIsAnnouncedWhenItsTimeComes() {
    store(11, clock.instant().plusSeconds(95));
    store(12, clock.instant().plusSeconds(200));
    events.accept(List.of(new Update.Ready(new Position(0, 7))));
    assertThat(all()).contains("event: ready").doesNotContain("event: added");
    String announced = "";
    for (int seconds = 10; seconds <= 100; seconds += 10) {
      assertThat(announced).isEmpty();
      clock.advance(Duration.ofSeconds(10));
      announced = all();
    }
    assertThat(announced).contains("id: 0:7:", "tracks:11").doesNotContain("tracks:12");
    clock.advance(Duration.ofSeconds(10));
    assertThat(all()).isEmpty();
  }

  @Test
  void anEntryThatIsNoLongerShownIsNotAnnounced() {
    store(11, clock.instant().plusSeconds(5));
    models.removeTrack(11);
    events.accept(List.of(new Update.Ready(new Position(0, 7))));
    all();
    clock.advance(Duration.ofSeconds(5));
    assertThat(all()).doesNotContain("added");
  }

  @Test
  void moreEntriesAtOnceThanAreKeptAreReadWithTheFeed() {
    for (int id = 0; id <= ScheduledEntries.MOST; id++) {
      store(100 + id, clock.instant().plusSeconds(40));
    }
    events.accept(List.of(new Update.Ready(new Position(0, 7))));
    all();
    clock.advance(Duration.ofSeconds(40));
    assertThat(all().split("event: added", -1)).hasSize(ScheduledEntries.MOST + 1);
    assertThat(all()).isEmpty();
    clock.advance(Duration.ofSeconds(20));
    assertThat(all()).contains("event: reload");
    assertThat(all()).isEmpty();
  }

  /** All events that there are now. */
  private String all() {
    StringBuilder all = new StringBuilder();
    boolean hasMore = true;
    while (hasMore) {
      AtomicBoolean woken = new AtomicBoolean();
      String text = new String(events.next(() -> woken.set(true)), UTF_8);
      all.append(text);
      hasMore = woken.get() || !text.isEmpty();
    }
    return all.toString();
  }

  private Activity store(long trackId, Instant publishedAt) {
    long time = Micros.of(publishedAt);
    models.put(track(trackId, ARTIST, time));
    Activity activity = new Activity(ActivityKind.TRACK, ARTIST, trackId, time);
    dashboards.put(activity);
    return activity;
  }

  private Update added(long trackId, Instant publishedAt, long offset) {
    Activity activity = store(trackId, publishedAt);
    return new Update.Changed(
        new Position(0, offset),
        new DashboardUpdate(
            UpdateOperation.ADDED,
            1L,
            Cause.LIVE,
            activity,
            new Annotations(Reason.FOLLOWED_PUBLISHED),
            true,
            List.of(LISTENER),
            null,
            0L,
            false));
  }

  private FeedUpdates feed() {
    DashboardReader reader =
        new DashboardReader(dashboards, models, clock, DashboardReader.Limits.DEFAULT);
    FeedItems items =
        new FeedItems(
            new EntryIds(TestServer.KEY),
            (recipient, actors) -> CompletableFuture.completedFuture(Map.of()),
            new Totals(new InMemoryCells()),
            new Links(TestServer.PUBLIC_URL));
    return new FeedUpdates(reader, models.invalidations(), items);
  }
}
