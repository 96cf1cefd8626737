package io.fanfare.purger;

import io.fanfare.purger.PendingPurges.Purge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges one Varnish, and repeats each purge until it is acknowledged. */
final class Varnish implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Varnish.class);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;
  private static final int PURGED = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final String address;
  private final PurgerMetrics metrics;
  private final PendingPurges pending = new PendingPurges();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param address `host:port`
   */
  Varnish(String address, PurgerMetrics metrics, Liveness liveness) {
    this.address = address;
    this.metrics = metrics;
    metrics.gauge("fanfare.purger.pending", address, pending::size);
    metrics.gauge("fanfare.purger.beat.age.seconds", address, () -> liveness.ageSeconds(address));
    this.thread = new Thread(this::run, "purge-" + address);
    thread.setDaemon(true);
    thread.start();
  }

  PendingPurges pending() {
    return pending;
  }

  private void run() {
    long pause = 0;
    try {
      while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
        List<Purge> purges = pending.take();
        if (purge(purges)) {
          pending.acknowledge();
          purges.forEach(purge -> metrics.purged(address, purge));
          pause = 0;
        } else {
          pending.fail();
          pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pause));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean purge(List<Purge> purges) throws InterruptedException {
    String keys = purges.stream().map(Purge::key).collect(Collectors.joining(" "));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/"))
            .timeout(ANSWER)
            .method("PURGE", BodyPublishers.noBody())
            .header("xkey-purge", keys)
            .build();
    try {
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != PURGED) {
        failed("it answered " + status);
      }
      return status == PURGED;
    } catch (IOException e) {
      failed(e.toString());
      return false;
    }
  }

  private void failed(String reason) {
    metrics.failed(address);
    LOG.warn("Varnish at {} could not be purged, trying again: {}", address, reason);
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
