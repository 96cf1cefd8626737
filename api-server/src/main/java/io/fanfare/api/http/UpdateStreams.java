package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.updates.LiveUpdates;
import io.fanfare.api.updates.Subscription;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves `GET /me/feed/updates`: streams of live updates. A few threads write all streams and never
 * wait for a client or for a server that they read from.
 */
public final class UpdateStreams implements AutoCloseable {

  private static final int THREADS = 4;
  private static final long STOP_MILLIS = 2_000;

  private final Authentication authentication;
  private final LiveUpdates updates;
  private final FeedUpdates feed;
  private final Clock clock;
  private final Limits limits;
  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, this::thread);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(this::thread);
  private final Set<UpdateStream> open = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> perUser = new HashMap<>();
  private int total;
  private boolean closed;

  /**
   * Limits of the open streams.
   *
   * @param total most streams
   * @param perUser most streams of one user
   * @param keepAlive after which a comment is written, so that each side notices if the other is
   *     gone
   * @param recheckAfter after which an entry that is not shown is checked once more
   */
  public record Limits(int total, int perUser, Duration keepAlive, Duration recheckAfter) {
    public static final Limits DEFAULT =
        new Limits(1_000, 8, Duration.ofSeconds(10), Duration.ofSeconds(1));
  }

  public UpdateStreams(
      Tokens tokens, LiveUpdates updates, FeedUpdates feed, Clock clock, Limits limits) {
    this.authentication = new Authentication(tokens);
    this.updates = updates;
    this.feed = feed;
    this.clock = clock;
    this.limits = limits;
  }

  void open(Context context) {
    Tokens.Proof proof = authentication.proof(context);
    QueryParameters.refuseAll(context.queryParamMap());
    context.contentType("text/event-stream;charset=utf-8");
    // Proxies that buffer answers would delay events.
    context.header("X-Accel-Buffering", "no");
    reserve(proof.userId());
    try {
      String last = context.header("Last-Event-ID");
      EventId from = last == null ? null : EventId.parse(last, feed.now());
      Subscription subscription =
          updates.subscribe(proof.userId(), from == null ? null : from.position());
      if (context.method() == HandlerType.HEAD) {
        subscription.close();
        release(proof.userId());
        return;
      }
      UpdateEvents events =
          new UpdateEvents(
              feed, proof.userId(), from == null ? feed.now() : from.time(), limits.recheckAfter());
      Duration lifetime = Duration.between(clock.instant(), proof.until());
      context.future(() -> start(context, subscription, events, lifetime));
    } catch (RuntimeException e) {
      release(proof.userId());
      throw e;
    }
  }

  private CompletableFuture<?> start(
      Context context, Subscription subscription, UpdateEvents events, Duration lifetime) {
    UpdateStream stream = new UpdateStream(subscription, events, workers, timer);
    open.add(stream);
    try {
      stream.begin(context.res().getOutputStream(), limits.keepAlive(), lifetime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RejectedExecutionException e) {
      // A client gives up for good after a 500, but comes back after a 503.
      stream.end();
      throw new UnavailableException("The server is stopping: try again.", e);
    } finally {
      var unused =
          stream
              .ended()
              .thenRun(
                  () -> {
                    subscription.close();
                    open.remove(stream);
                    release(subscription.recipientId());
                  });
    }
    if (isClosed()) {
      stream.end();
    }
    return stream.ended();
  }

  private synchronized void reserve(long userId) {
    if (closed || total >= limits.total()) {
      throw new UnavailableException(
          "The server has too many open streams of updates: try again later.", null);
    }
    int streams = perUser.getOrDefault(userId, 0);
    if (streams >= limits.perUser()) {
      throw new ApiException(
          ErrorKind.TOO_MANY_STREAMS,
          "You have %d streams of updates open already: close one of them first."
              .formatted(streams));
    }
    perUser.put(userId, streams + 1);
    total++;
  }

  private synchronized void release(long userId) {
    perUser.computeIfPresent(userId, (id, streams) -> streams == 1 ? null : streams - 1);
    total--;
  }

  /** How many streams are open. */
  public synchronized int count() {
    return total;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "updates");
    thread.setDaemon(true);
    return thread;
  }

  /** Ends all streams. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    open.forEach(UpdateStream::end);
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
