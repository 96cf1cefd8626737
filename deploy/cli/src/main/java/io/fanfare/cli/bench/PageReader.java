package io.fanfare.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.Tokens;
import io.fanfare.local.StackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENTS = 16;
  private static final Duration TOKEN = Duration.ofHours(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String api;
  private final Tokens tokens;
  private final int listeners;
  private final int limit;

  /**
   * @param api URL of the API server
   * @param limit items of a page, all of which must be there
   */
  PageReader(String api, Tokens tokens, int listeners, int limit) {
    this.api = api;
    this.tokens = tokens;
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
              HttpRequest request = request(1 + random.nextInt(listeners));
              clients.execute(
                  () -> {
                    try {
                      byte[] page = read(request);
                      histogram.recordValue(System.nanoTime() - due);
                      requireFull(page);
                    } catch (IOException | InterruptedException | RuntimeException e) {
                      problem.compareAndSet(null, e);
                    }
                  });
            });
    clients.shutdown();
    if (!clients.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new StackException("The API server did not answer all requests within a minute.");
    }
    Exception found = problem.get();
    if (found != null) {
      throw new StackException("A page could not be read: " + found.getMessage(), found);
    }
    return Latency.of(histogram);
  }

  private HttpRequest request(long listener) {
    return HttpRequest.newBuilder(URI.create(api + "/me/feed?limit=" + limit))
        .header("Authorization", "Bearer " + tokens.issue(listener, TOKEN))
        .build();
  }

  private byte[] read(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("the API server said " + answer.statusCode());
    }
    return answer.body();
  }

  private void requireFull(byte[] page) throws IOException {
    int items = JSON.readTree(page).path("collection").size();
    if (items != limit) {
      throw new IOException("it has " + items + " items and not " + limit);
    }
  }
}
