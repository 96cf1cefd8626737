package io.fanfare.api.http;

import static io.fanfare.api.models.InMemoryModels.track;
import static io.fanfare.api.models.InMemoryModels.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.SetClock;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.DashboardStore;
import io.fanfare.api.dashboard.InMemoryDashboards;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.feed.FeedItems;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.stats.InMemoryCells;
import io.fanfare.api.stats.Totals;
import io.fanfare.api.updates.InMemoryUpdates;
import io.fanfare.api.updates.Subscription;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * A client of a stream receives every entry that is shown: those that are added, and those that
 * were scheduled, however long before; wherever it is cut off, and however long Cassandra takes.
 */
class StreamsProperties {

  private static final long LISTENER = 1;
  private static final long ARTIST = 2;
  private static final Pattern EVENT =
      Pattern.compile("id: ([0-9:]+)\nevent: ([a-z]+)\ndata: .*?(?:tracks:([0-9]+).*)?\n");

  /** What may happen. */
  enum Kind {
    STORE,
    ANNOUNCE,
    WAIT,
    ANSWER,
    READ,
    CUT_OFF
  }

  /**
   * One step.
   *
   * @param number seconds of an entry's time from now, or to wait; how many events are received
   *     before the connection is cut off
   */
  record Step(Kind kind, int number) {}

  @Property(tries = 2_000)
  void aStreamMissesNothing(@ForAll @Size(max = 80) List<@From("steps") Step> steps) {
    new World().run(steps);
  }

  @Provide
  Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 5), Arbitraries.integers().between(-60, 200)))
        .as(Step::new);
  }

  /** A dashboard, a server, and a client. */
  private static final class World {

    private final SetClock clock = new SetClock(Instant.parse("2026-11-30T23:58:00Z"));
    private final InMemoryDashboards store = new InMemoryDashboards();
    private final InMemoryModels models = new InMemoryModels();
    private final InMemoryUpdates log = new InMemoryUpdates();
    private final FeedUpdates feed = feed();
    private final Queue<Activity> underWay = new ArrayDeque<>();
    private final List<Runnable> answers = new ArrayList<>();
    private final Set<Long> stored = new HashSet<>();
    private final Set<Long> seen = new HashSet<>();
    private @Nullable String last;
    private Subscription subscription;
    private UpdateEvents events;

    World() {
      models.put(user(LISTENER));
      models.put(user(ARTIST));
      connect();
      read(Integer.MAX_VALUE);
    }

    void run(List<Step> steps) {
      steps.forEach(this::happen);
      while (!underWay.isEmpty()) {
        log.added(LISTENER, underWay.remove());
      }
      for (int i = 0; i < 30; i++) {
        clock.advance(Duration.ofSeconds(10));
        read(Integer.MAX_VALUE);
        answer();
        read(Integer.MAX_VALUE);
      }
      assertThat(seen).isEqualTo(stored);
    }

    private void happen(Step step) {
      switch (step.kind()) {
        case STORE -> store(step.number());
        case ANNOUNCE -> {
          if (!underWay.isEmpty()) {
            log.added(LISTENER, underWay.remove());
          }
        }
        case WAIT -> clock.advance(Duration.ofSeconds(Math.abs(step.number())));
        case ANSWER -> answer();
        case READ -> read(Integer.MAX_VALUE);
        case CUT_OFF -> {
          read(Math.abs(step.number()));
          subscription.close();
          connect();
        }
      }
    }

    private void store(int seconds) {
      long time = Micros.of(clock.instant().plusSeconds(seconds));
      long id = stored.size() + 1L;
      Activity activity = new Activity(ActivityKind.TRACK, ARTIST, id, time);
      stored.add(id);
      models.put(track(id, ARTIST, time));
      store.put(activity);
      underWay.add(activity);
    }

    private void connect() {
      EventId from = last == null ? null : EventId.parse(last, feed.now());
      subscription = log.updates().subscribe(LISTENER, from == null ? null : from.position());
      events =
          new UpdateEvents(feed, LISTENER, from == null ? feed.now() : from.time(), Duration.ZERO);
    }

    private void answer() {
      List<Runnable> all = List.copyOf(answers);
      answers.clear();
      all.forEach(Runnable::run);
    }

    /** Receives the events that there are, until the connection is lost. */
    private void read(int most) {
      int left = most;
      boolean hasMore = true;
      while (hasMore) {
        AtomicBoolean woken = new AtomicBoolean();
        if (events.areAllSent()) {
          events.accept(subscription.take(UpdateEvents.MOST_AT_ONCE));
        }
        String text = new String(events.next(() -> woken.set(true)), UTF_8);
        for (Matcher event = EVENT.matcher(text); event.find() && left > 0; left--) {
          receive(event);
        }
        hasMore = woken.get() || !text.isEmpty();
      }
    }

    private void receive(Matcher event) {
      last = event.group(1);
      assertThat(event.group(2)).isIn("ready", "added");
      if (event.group(3) != null) {
        seen.add(Long.parseLong(event.group(3)));
      }
    }

    private FeedUpdates feed() {
      DashboardReader reader =
          new DashboardReader(new Slow(), models, clock, DashboardReader.Limits.DEFAULT);
      FeedItems items =
          new FeedItems(
              new EntryIds(TestServer.KEY),
              (recipient, actors) -> CompletableFuture.completedFuture(Map.of()),
              new Totals(new InMemoryCells()),
              new Links(TestServer.PUBLIC_URL));
      return new FeedUpdates(reader, models.invalidations(), items);
    }

    /** Reads at once, and answers later. */
    private final class Slow implements DashboardStore {

      @Override
      public CompletionStage<List<Integer>> months(long recipientId, int oldest, int newest) {
        return store.months(recipientId, oldest, newest);
      }

      @Override
      public CompletionStage<List<Activity>> entries(
          long recipientId, int month, @Nullable Activity olderThan, int limit) {
        CompletableFuture<List<Activity>> answer = new CompletableFuture<>();
        store
            .entries(recipientId, month, olderThan, limit)
            .thenAccept(entries -> answers.add(() -> answer.complete(entries)));
        return answer;
      }
    }
  }
}
