package io.fanfare.workloads.bench.stats;

import io.fanfare.local.StackAddresses;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.topics.EventsAppender;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.PlannedEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * From an event until it is shown, while many others come.
 *
 * @param minute until the minutes show it
 * @param hour until the hours show it
 */
record BesideEvents(int eventsPerSecond, Latency minute, Latency hour) {

  private static final int EVENTS_PER_SECOND = 10_000;
  private static final int BATCH = EVENTS_PER_SECOND / 100;

  /** No play is sent later; the last one may take another minute until the hours show it. */
  private static final Duration LENGTH = Duration.ofSeconds(60);

  private static final Duration LONGEST = LENGTH.plusMinutes(2);

  /**
   * Sends plays of the first tracks, and measures plays of the last two.
   *
   * @param tracks that have rows, from 1 to this
   */
  static BesideEvents measure(
      StackAddresses addresses, StatsReads reads, int tracks, SplittableRandom random)
      throws IOException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> events =
        PlannedEvents.of(
            "beside", EVENTS_PER_SECOND * (int) LONGEST.toSeconds(), tracks - 2, 0, random);
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> load = threads.submit(() -> send(addresses, events, isOver));
      Future<Latency> hour =
          threads.submit(() -> reads.freshness(tracks - 1L, Granularity.HOUR, LENGTH));
      Latency minute = reads.freshness(tracks, Granularity.MINUTE, LENGTH);
      Latency hours = hour.get();
      isOver.set(true);
      load.get();
      return new BesideEvents(EVENTS_PER_SECOND, minute, hours);
    } catch (ExecutionException e) {
      throw new OperationException("Freshness beside other events: " + e.getCause(), e);
    } finally {
      isOver.set(true);
      threads.shutdown();
    }
  }

  private static void send(
      StackAddresses addresses, List<ProducerRecord<byte[], byte[]>> events, AtomicBoolean isOver) {
    long began = System.nanoTime();
    try (EventsAppender log = new EventsAppender(addresses.kafka())) {
      for (int sent = 0; sent < events.size() && !isOver.get(); sent += BATCH) {
        events.subList(sent, Math.min(sent + BATCH, events.size())).forEach(log::append);
        long due = began + Duration.ofSeconds(1).toNanos() * (sent + BATCH) / EVENTS_PER_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
      }
      log.flush();
    }
  }
}
