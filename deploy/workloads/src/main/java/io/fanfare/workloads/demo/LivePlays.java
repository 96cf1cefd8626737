package io.fanfare.workloads.demo;

import io.fanfare.schemas.Micros;
import io.fanfare.workloads.api.EventsClient;
import io.fanfare.workloads.sample.PlayStream;
import io.fanfare.workloads.sample.PlayStream.Played;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends the plays of the network: first those of the past days, then live ones until it is stopped.
 */
final class LivePlays implements Runnable {

  /** The lateness that the stats job accepts, less some time to send the events. */
  private static final Duration PAST = Duration.ofDays(6);

  private static final int PAST_PLAYS = 4_000;
  private static final int BATCH = 500;
  private static final long PERIOD_MILLIS = 1_000;

  private final EventsClient client;
  private final PlayStream plays;
  private final double playsPerSecond;
  private final CountDownLatch stop;
  private final SplittableRandom random;
  private final String pastIds;

  /**
   * @param playsPerSecond mean in the evening, when people listen most
   * @param stop ends it
   */
  LivePlays(
      EventsClient client,
      PlayStream plays,
      long seed,
      double playsPerSecond,
      CountDownLatch stop) {
    this.client = client;
    this.plays = plays;
    this.playsPerSecond = playsPerSecond;
    this.stop = stop;
    this.random = new SplittableRandom(seed);
    // The same ids in each demo: a second demo does not count its past again.
    this.pastIds = "demo-" + seed + "-";
  }

  @Override
  public void run() {
    try {
      sendPast();
      while (!stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        List<Played> now = new ArrayList<>();
        for (int i = count(playsPerSecond * PlayStream.rhythm(Instant.now())); i > 0; i--) {
          now.add(plays.next(UUID.randomUUID().toString(), Demo.now()));
        }
        send(now);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendPast() throws InterruptedException {
    List<Played> past = new ArrayList<>();
    while (past.size() < PAST_PLAYS) {
      Instant time = Instant.now().minusMillis(random.nextLong(PAST.toMillis()));
      if (random.nextDouble() < PlayStream.rhythm(time)) {
        long micros = Micros.of(time);
        past.add(plays.next(pastIds + past.size(), micros));
      }
    }
    for (int from = 0; from < past.size(); from += BATCH) {
      send(past.subList(from, Math.min(from + BATCH, past.size())));
    }
  }

  /** Retries until the API accepts the events: an event that is sent twice counts once. */
  private void send(List<Played> events) throws InterruptedException {
    while (!events.isEmpty() && !accepted(events)) {
      if (stop.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean accepted(List<Played> events) throws InterruptedException {
    try {
      return client.send(events);
    } catch (IOException e) {
      // The API server is down for now.
      return false;
    }
  }

  /** As many as come in a second where they come by chance: whole ones, and the rest by lot. */
  private int count(double expected) {
    int whole = (int) expected;
    return whole + (random.nextDouble() < expected - whole ? 1 : 0);
  }
}
