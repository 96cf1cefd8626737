package io.fanfare.workloads.bench.edge;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Reads pages as fast as they are answered, over connections that stay open. */
final class HitLoop {

  private static final double PERCENT = 100;

  private final int connections;
  private final Duration length;

  HitLoop(int connections, Duration length) {
    this.connections = connections;
    this.length = length;
  }

  /**
   * What was answered.
   *
   * @param hits latency of what came out of the cache
   * @param misses latency of the other answers
   */
  record Found(double readsPerSecond, Latency hits, Latency misses) {

    double hitPercent() {
      return PERCENT * hits.count() / (hits.count() + misses.count());
    }
  }

  /** What one connection has got. */
  private record Part(Histogram hits, Histogram misses) {}

  /**
   * @param pages makes what a connection asks for, one after the other
   */
  Found run(String url, Supplier<Supplier<String>> pages) throws InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<Part>> calls = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Supplier<String> own = pages.get();
        calls.add(() -> read(url, own));
      }
      long began = System.nanoTime();
      Histogram hits = Latency.histogram();
      Histogram misses = Latency.histogram();
      for (Future<Part> part : clients.invokeAll(calls)) {
        hits.add(part.get().hits());
        misses.add(part.get().misses());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      long reads = hits.getTotalCount() + misses.getTotalCount();
      return new Found(reads / seconds, Latency.of(hits), Latency.of(misses));
    } catch (ExecutionException e) {
      throw new OperationException("A page could not be read: " + e.getCause(), e);
    } finally {
      clients.shutdownNow();
    }
  }

  private Part read(String url, Supplier<String> pages) throws IOException {
    Histogram hits = Latency.histogram();
    Histogram misses = Latency.histogram();
    long end = System.nanoTime() + length.toNanos();
    try (KeepAlive client = new KeepAlive(url)) {
      for (long now = System.nanoTime(); now - end < 0; ) {
        KeepAlive.Answer answer = client.get(pages.get());
        long then = System.nanoTime();
        (answer.isHit() ? hits : misses).recordValue(then - now);
        now = then;
      }
    }
    return new Part(hits, misses);
  }
}
