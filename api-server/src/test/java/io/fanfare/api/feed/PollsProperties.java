package io.fanfare.api.feed;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.SetClock;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.InMemoryDashboards;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.stats.InMemoryCells;
import io.fanfare.api.stats.Totals;
import io.fanfare.api.updates.InMemoryUpdates;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A client that reads a page and then follows `future_href` sees every entry that is shown,
 * whatever its activity time, however long it was under way, and whichever of two servers answers,
 * whose clocks differ.
 */
class PollsProperties {

  private static final long LISTENER = 1;
  private static final long ARTIST = 2;
  private static final String URL = "https://feed.example";

  /** What may happen. */
  enum Kind {
    STORE,
    ANNOUNCE,
    WAIT,
    POLL
  }

  /**
   * One step.
   *
   * @param seconds of the activity's time from now, or how long to wait
   * @param server that answers
   * @param keepsFirst whether the client continues at the first page of a poll, or at its last
   */
  record Step(Kind kind, int seconds, int server, boolean keepsFirst) {}

  @Property(tries = 1_000)
  void aPollMissesNothing(@ForAll @Size(max = 60) List<@From("steps") Step> steps) {
    new World().run(steps);
  }

  @Provide
  Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(-60, 60),
            Arbitraries.of(0, 1),
            Arbitraries.of(true, false))
        .as(Step::new);
  }

  /** A dashboard, two servers, and a client. */
  private static final class World {

    private final SetClock clock = new SetClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryDashboards store = new InMemoryDashboards();
    private final InMemoryModels models = new InMemoryModels();
    private final InMemoryUpdates log = new InMemoryUpdates();
    private final List<Feed> servers =
        List.of(server(clock), server(Clock.offset(clock, Duration.ofSeconds(7))));
    private final Queue<Activity> underWay = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private String future = "/me/feed?limit=50";
    private long entries;

    void run(List<Step> steps) {
      models.put(user(LISTENER));
      models.put(user(ARTIST));
      poll(new Step(Kind.POLL, 0, 0, true));
      steps.forEach(this::happen);
      while (!underWay.isEmpty()) {
        log.added(LISTENER, underWay.remove());
      }
      clock.advance(Duration.ofSeconds(100));
      poll(new Step(Kind.POLL, 0, 0, true));
      assertThat(seen).hasSize((int) entries);
    }

    private void happen(Step step) {
      switch (step.kind()) {
        case STORE -> store(step);
        case ANNOUNCE -> {
          if (!underWay.isEmpty()) {
            log.added(LISTENER, underWay.remove());
          }
        }
        case WAIT -> clock.advance(Duration.ofSeconds(Math.abs(step.seconds())));
        case POLL -> poll(step);
      }
    }

    private void store(Step step) {
      long time = Micros.of(clock.instant().plusSeconds(step.seconds()));
      Activity activity = new Activity(ActivityKind.TRACK, ARTIST, ++entries, time);
      models.put(track(entries, ARTIST, time));
      store.put(activity);
      underWay.add(activity);
    }

    private void poll(Step step) {
      Feed server = servers.get(step.server());
      FeedView page = server.page(FeedKinds.ALL, LISTENER, query(future));
      FeedView first = page;
      see(page);
      for (String next = page.nextHref(); next != null; next = page.nextHref()) {
        page = server.page(FeedKinds.ALL, LISTENER, query(next));
        see(page);
      }
      future = (step.keepsFirst() ? first : page).futureHref();
    }

    private void see(FeedView page) {
      page.collection().forEach(item -> seen.add(item.id()));
    }

    private static Map<String, List<String>> query(@Nullable String href) {
      return Arrays.stream(URI.create(String.valueOf(href)).getQuery().split("&"))
          .map(parameter -> parameter.split("=", 2))
          .collect(
              Collectors.toMap(
                  pair -> pair[0], pair -> List.of(pair[0].equals("limit") ? "3" : pair[1])));
    }

    private Feed server(Clock time) {
      TokenKey key = TokenKey.parse("A".repeat(43));
      DashboardReader reader =
          new DashboardReader(store, models, time, DashboardReader.Limits.DEFAULT);
      FeedItems items =
          new FeedItems(
              new EntryIds(key),
              (recipient, actors) -> CompletableFuture.completedFuture(Map.of()),
              new Totals(new InMemoryCells()),
              new Links(URL));
      FeedUpdates updates = new FeedUpdates(reader, models.invalidations(), items);
      Arrivals arrivals = new Arrivals(log.updates(), updates, time);
      return new Feed(reader, new Cursors(key), items, arrivals, URL);
    }
  }
}
