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
import io.fanfare.api.stats.InMemoryCells;
import io.fanfare.api.stats.PlayCounts;
import io.fanfare.api.updates.Position;
import io.fanfare.api.updates.Update;
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
import org.junit.jupiter.api.Test;

class UpdateEventsTest {

  private static final long LISTENER = 1;
  private static final long ARTIST = 2;

  private final SetClock clock = new SetClock(Instant.parse("2026-11-20T10:00:00Z"));
  private final InMemoryModels models = new InMemoryModels();
  private final UpdateEvents events = new UpdateEvents(feed(), LISTENER);

  @Test
  void anEntryIsAnnouncedWhenItsTimeComes() {
    models.put(user(LISTENER));
    models.put(user(ARTIST));
    events.accept(
        List.of(added(11, clock.instant().plusSeconds(5), 7), added(12, clock.instant(), 8)));
    assertThat(next()).contains("event: added", "tracks:12").doesNotContain("tracks:11");
    clock.advance(Duration.ofSeconds(4));
    assertThat(next()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    // A client that continues from its id misses nothing that came later.
    assertThat(next()).contains("id: 0:8", "event: added", "tracks:11");
    assertThat(next()).isEmpty();
  }

  @Test
  void fewEntriesWaitForTheirTime() {
    models.put(user(LISTENER));
    models.put(user(ARTIST));
    for (int i = 0; i < 1_000; i++) {
      events.accept(List.of(added(100 + i, clock.instant().plus(Duration.ofDays(1)), i)));
      next();
    }
    clock.advance(Duration.ofDays(2));
    int announced = 0;
    for (String text = next(); !text.isEmpty(); text = next()) {
      announced += text.split("event: added", -1).length - 1;
    }
    assertThat(announced).isEqualTo(100);
  }

  private String next() {
    return new String(
        events.next(
            task -> {
              throw new AssertionError("nothing has to wait");
            }),
        UTF_8);
  }

  private Update added(long trackId, Instant publishedAt, long offset) {
    long time = publishedAt.getEpochSecond() * 1_000_000;
    models.put(track(trackId, ARTIST, time));
    Activity activity = new Activity(ActivityKind.TRACK, ARTIST, trackId, time);
    return new Update.Changed(
        new Position(0, offset),
        new DashboardUpdate(
            "id",
            UpdateOperation.ADDED,
            1L,
            Cause.LIVE,
            LISTENER,
            activity,
            new Annotations(Reason.FOLLOWED_PUBLISHED),
            true));
  }

  private FeedUpdates feed() {
    DashboardReader reader =
        new DashboardReader(
            new InMemoryDashboards(), models, clock, DashboardReader.Limits.DEFAULT);
    FeedItems items =
        new FeedItems(
            new EntryIds(TestServer.KEY),
            (recipient, actors) -> CompletableFuture.completedFuture(Map.of()),
            new PlayCounts(new InMemoryCells()));
    return new FeedUpdates(reader, models.invalidations(), items);
  }
}
