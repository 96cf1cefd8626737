package io.fanfare.workloads.bench.edge;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.OpenLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Reads pages at random times, and judges each answer by the log of changes alone. */
final class JudgedReads {

  /** What a purge, with all that may go wrong, may take. */
  static final Duration MOST_MISSED = Duration.ofSeconds(5);

  private static final int CLIENTS = 16;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final String url;
  private final EdgeWorkload workload;
  private final ChangeLog log;
  private final SplittableRandom random;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();
  private final AtomicLong oldestHit = new AtomicLong();
  private final Histogram latency = new SynchronizedHistogram(Latency.histogram());
  private final Histogram missed = new SynchronizedHistogram(Latency.histogram());

  /**
   * What the reads found.
   *
   * @param failed neither the page nor its absence came
   * @param stale answers that missed a change for more than 5 s
   * @param oldestHitSeconds age of the oldest answer that came out of the cache
   * @param latency of the answers
   * @param missed by how much answers were old: how long before the request the first change was
   *     committed that they do not have; of those that miss one
   */
  record Found(
      long reads,
      long hits,
      long failed,
      long stale,
      long oldestHitSeconds,
      Latency latency,
      Latency missed) {}

  /**
   * @param url of the edge
   */
  JudgedReads(String url, EdgeWorkload workload, ChangeLog log, SplittableRandom random) {
    this.url = url;
    this.workload = workload;
    this.log = log;
    this.random = random;
  }

  /** How many have been answered. */
  long done() {
    return reads.get();
  }

  /** How many answers missed a change for too long, so far. */
  long stale() {
    return stale.get();
  }

  /** Reads for some time; what is due and late then is left out. */
  Found run(double perSecond, Duration length) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    return run(perSecond, due -> Math.max(due, System.nanoTime()) - end < 0);
  }

  /** Reads so many pages, and at most some more. */
  Found run(double perSecond, long count) throws InterruptedException {
    return run(perSecond, due -> reads.get() < count);
  }

  private Found run(double perSecond, LongPredicate isDue) throws InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        SplittableRandom own = random.split();
        all.add(clients.submit(() -> read(new OpenLoop(perSecond / CLIENTS, own), own, isDue)));
      }
      for (Future<?> client : all) {
        client.get();
      }
    } catch (ExecutionException e) {
      throw new OperationException("An answer could not be judged: " + e.getCause(), e);
    } finally {
      clients.shutdownNow();
    }
    return new Found(
        reads.get(),
        hits.get(),
        failed.get(),
        stale.get(),
        oldestHit.get(),
        Latency.of(latency),
        Latency.of(missed));
  }

  private void read(OpenLoop loop, SplittableRandom own, LongPredicate isDue) {
    ZipfPages pages = new ZipfPages(workload, own.split());
    try (KeepAlive client = new KeepAlive(url)) {
      loop.runWhile(isDue, due -> read(client, pages.next()));
    }
  }

  private void read(KeepAlive client, EdgePage page) {
    long sent = System.nanoTime();
    try {
      KeepAlive.Answer answer = client.get(page.path());
      long received = System.nanoTime();
      if (answer.status() == OK || answer.status() == NOT_FOUND) {
        latency.recordValue(received - sent);
        judge(page, answer, sent, received);
      } else {
        failed.incrementAndGet();
      }
    } catch (IOException e) {
      failed.incrementAndGet();
    }
    reads.incrementAndGet();
  }

  private void judge(EdgePage page, KeepAlive.Answer answer, long sent, long received) {
    if (answer.isHit()) {
      hits.incrementAndGet();
      oldestHit.accumulateAndGet(answer.age(), Math::max);
    }
    Map<ShownRow, Integer> shown = ShownRow.on(answer.text());
    long most = 0;
    for (ShownRow track : page.tracks()) {
      most = Math.max(most, log.missedNanos(track, shown.get(track), sent, received));
    }
    for (Map.Entry<ShownRow, Integer> row : shown.entrySet()) {
      most = Math.max(most, log.missedNanos(row.getKey(), row.getValue(), sent, received));
    }
    if (most > 0) {
      missed.recordValue(most);
    }
    if (most > MOST_MISSED.toNanos()) {
      stale.incrementAndGet();
    }
  }
}
