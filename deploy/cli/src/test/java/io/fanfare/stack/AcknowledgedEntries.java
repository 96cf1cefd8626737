package io.fanfare.stack;

import static org.awaitility.Awaitility.await;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Entries that are written to Cassandra as fast as it takes them, until it refuses one; and which
 * of them it has acknowledged.
 */
final class AcknowledgedEntries {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECIPIENTS = 100;
  private static final int IN_FLIGHT = 256;

  private final Map<Long, Collection<Activity>> acknowledged = new HashMap<>();
  private final DashboardRows rows;
  private final long firstRecipient = Application.newIds(RECIPIENTS);
  private final CompletableFuture<Void> refused = new CompletableFuture<>();
  private final CompletableFuture<Void> writing;

  AcknowledgedEntries(DashboardRows rows) {
    this.rows = rows;
    for (int i = 0; i < RECIPIENTS; i++) {
      acknowledged.put(firstRecipient + i, new ConcurrentLinkedQueue<>());
    }
    writing = CompletableFuture.runAsync(this::writeUntilRefused);
  }

  void awaitAtLeast(int entries) {
    await().atMost(PATIENCE).until(() -> count() >= entries);
  }

  /** By recipient, when all writes are acknowledged or refused. */
  Map<Long, Collection<Activity>> afterTheLast() throws Exception {
    writing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return acknowledged;
  }

  int count() {
    return acknowledged.values().stream().mapToInt(Collection::size).sum();
  }

  private void writeUntilRefused() {
    Semaphore flight = new Semaphore(IN_FLIGHT);
    long now = Micros.of(Instant.now());
    long version = LogEnd.version();
    for (int i = 0; !refused.isDone(); i++) {
      flight.acquireUninterruptibly();
      long recipient = firstRecipient + i % RECIPIENTS;
      Activity entry = new Activity(ActivityKind.TRACK, firstRecipient, i + 1L, now);
      rows.insert(recipient, entry, version)
          .whenComplete(
              (done, failure) -> {
                if (failure == null) {
                  acknowledged.get(recipient).add(entry);
                } else {
                  refused.complete(null);
                }
                flight.release();
              });
    }
    flight.acquireUninterruptibly(IN_FLIGHT);
  }
}
