package io.fanfare.workloads.bench.stats;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.events.EventKind;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** Reads stats over HTTP, as a page would. */
final class StatsReads {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENTS = 16;
  private static final long POLL_MILLIS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private final String api;
  private final FeedClient http;
  private final EventsClient events;

  StatsReads(StackAddresses addresses) throws IOException {
    api = addresses.apiUrl();
    events = new EventsClient(addresses);
    http =
        new FeedClient(
            api, Tokens.of(Files.readString(addresses.settings().secrets().tokenKeyFile())));
  }

  /**
   * Plays are sent one after the other, and each is asked for until the buckets of a granularity
   * show it.
   */
  Latency freshness(long track, Granularity granularity, Duration length)
      throws IOException, InterruptedException {
    Histogram histogram = Latency.histogram();
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    String stats =
        "/tracks/soundcloud:tracks:%d/stats?kinds=play&granularity=%s&from=%s&to=%s"
            .formatted(
                track,
                granularity.name().toLowerCase(Locale.ROOT),
                hour,
                hour.plus(2, ChronoUnit.HOURS));
    long end = System.nanoTime() + length.toNanos();
    for (int i = 0; System.nanoTime() - end < 0; i++) {
      long before = total(stats);
      long began = System.nanoTime();
      send(track, "fresh-" + granularity + "-" + track + "-" + i);
      while (total(stats) <= before) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw new OperationException("A play of track " + track + " is not shown.");
        }
        Thread.sleep(POLL_MILLIS);
      }
      histogram.recordValue(System.nanoTime() - began);
    }
    return Latency.of(histogram);
  }

  /** Reads twelve months of a track at random times, each measured from when it was due. */
  Latency year(long viewer, long track, double perSecond, Duration length, SplittableRandom random)
      throws InterruptedException {
    String path = "/tracks/soundcloud:tracks:%d/stats?%s".formatted(track, twelveMonths());
    return reads(viewer, path, perSecond, length, random);
  }

  /** The same of all tracks of an owner. */
  Latency yearOfOwner(long owner, double perSecond, Duration length, SplittableRandom random)
      throws InterruptedException {
    return reads(owner, "/me/stats?top=10&" + twelveMonths(), perSecond, length, random);
  }

  private Latency reads(
      long viewer, String path, double perSecond, Duration length, SplittableRandom random)
      throws InterruptedException {
    read(viewer, path, perSecond, WARM_UP, random);
    return read(viewer, path, perSecond, length, random);
  }

  private Latency read(
      long viewer, String path, double perSecond, Duration length, SplittableRandom random)
      throws InterruptedException {
    Histogram histogram = new SynchronizedHistogram(Latency.histogram());
    AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    new OpenLoop(perSecond, random)
        .run(
            length,
            due ->
                clients.execute(
                    () -> {
                      try {
                        http.read(http.request(viewer, api + path));
                        histogram.recordValue(System.nanoTime() - due);
                      } catch (IOException | InterruptedException | RuntimeException e) {
                        problem.compareAndSet(null, e);
                      }
                    }));
    clients.shutdown();
    if (!clients.awaitTermination(1, TimeUnit.MINUTES) || problem.get() != null) {
      throw new OperationException("Stats were not answered: " + problem.get());
    }
    return Latency.of(histogram);
  }

  private void send(long track, String id) throws IOException, InterruptedException {
    long now = Micros.of(Instant.now());
    DomainEvent event = new DomainEvent(id, track, 1L, now, "DE", "search", null);
    if (!events.send(List.of(new Played(EventKind.PLAY, event)))) {
      throw new OperationException("The API server did not take a play.");
    }
  }

  private long total(String path) throws IOException, InterruptedException {
    return JSON.readTree(http.read(http.request(1, api + path))).at("/kinds/0/total").asLong();
  }

  private static String twelveMonths() {
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    return "kinds=play&granularity=month&from=%s-01T00:00:00Z&to=%s-01T00:00:00Z"
        .formatted(now.minusMonths(12), now);
  }
}
