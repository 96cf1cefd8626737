package io.fanfare.workloads.bench.read;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.OpenLoop;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** Reads first pages of dashboards of listeners, as their clients would. */
final class PageReader {

  private static final int CLIENTS = 16;

  private final FeedClient feeds;
  private final int listeners;
  private final int limit;

  /**
   * @param limit items of a page, all of which must be there
   */
  PageReader(FeedClient feeds, int listeners, int limit) {
    this.feeds = feeds;
    this.listeners = listeners;
    this.limit = limit;
  }

  /** Reads pages at random times with a given mean rate; nanoseconds from when each was due. */
  Latency run(double pagesPerSecond, Duration length, SplittableRandom random)
      throws InterruptedException {
    Histogram histogram = new SynchronizedHistogram(Latency.histogram());
    AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    new OpenLoop(pagesPerSecond, random)
        .<RuntimeException>run(
            length,
            due -> {
              HttpRequest request = feeds.firstPage(1 + random.nextInt(listeners), limit);
              clients.execute(
                  () -> {
                    try {
                      byte[] page = feeds.read(request);
                      histogram.recordValue(System.nanoTime() - due);
                      requireFull(page);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                      problem.compareAndSet(null, e);
                    }
                  });
            });
    clients.shutdown();
    if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new OperationException("The API server did not answer all requests within a minute.");
    }
    Exception found = problem.get();
    if (found != null) {
      throw new OperationException("A page could not be read: " + found.getMessage(), found);
    }
    return Latency.of(histogram);
  }

  private void requireFull(byte[] page) throws IOException {
    int items = FeedClient.Page.of(page).items().size();
    if (items != limit) {
      throw new IOException("it has " + items + " items and not " + limit);
    }
  }
}
