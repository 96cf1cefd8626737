package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.jspecify.annotations.Nullable;

/** Reads pages of dashboards, as their users' clients would. */
public final class PageReader {

  private static final int CLIENTS = 16;

  /** Servers that have just started compile more than they answer. */
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  /** A warm-up has so many times the requests of a measurement in the same time. */
  private static final int WARM_UP_TIMES = 5;

  private final FeedClient feeds;
  private final int items;
  private final SplittableRandom random;

  /**
   * @param items of a page, all of which must be there
   * @param random draws the times of requests
   */
  public PageReader(FeedClient feeds, int items, SplittableRandom random) {
    this.feeds = feeds;
    this.items = items;
    this.random = random;
  }

  /** Reads pages for a minute, before others are measured at this rate. */
  public void warmUp(double pagesPerSecond, Supplier<HttpRequest> requests)
      throws InterruptedException {
    run(WARM_UP_TIMES * pagesPerSecond, WARM_UP, requests);
  }

  /**
   * Reads pages at random times with a given mean rate; nanoseconds from when each was due.
   *
   * @param requests asked for each page, by one thread
   */
  public Latency run(double pagesPerSecond, Duration length, Supplier<HttpRequest> requests)
      throws InterruptedException {
    Histogram histogram = new SynchronizedHistogram(Latency.histogram());
    AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    new OpenLoop(pagesPerSecond, random)
        .<RuntimeException>run(
            length,
            due -> {
              HttpRequest request = requests.get();
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
    int found = FeedClient.Page.of(page).items().size();
    if (found != items) {
      throw new IOException("it has " + found + " items and not " + items);
    }
  }
}
