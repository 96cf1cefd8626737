package io.fanfare.api.http;

import io.fanfare.api.auth.Tokens;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.feed.FeedUpdates;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * `GET /me/feed/updates`: the streams of live updates that are open. A few threads write all of
 * them, none of which ever waits for a client.
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
  private final Map<Long, Integer> ofUsers = new HashMap<>();
  private int inAll;
  private boolean closed;

  /**
   * How much is open, and how it is kept open.
   *
   * @param inAll most streams
   * @param ofUser most streams of one user
   * @param keepAlive after which something is written, so that both sides notice that the other is
   *     gone
   * @param lookAgain after which an entry that is not shown is looked at once more
   */
  public record Limits(int inAll, int ofUser, Duration keepAlive, Duration lookAgain) {
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
    context.contentType("text/event-stream;charset=utf-8");
    if (context.method() == HandlerType.HEAD) {
      return;
    }
    takePlace(proof.userId());
    try {
      Subscription subscription =
          updates.subscribe(proof.userId(), context.header("Last-Event-ID"));
      // Proxies that gather answers would hold events back.
      context.header("X-Accel-Buffering", "no");
      Duration lifetime = Duration.between(clock.instant(), proof.until());
      context.future(() -> start(context, subscription, lifetime));
    } catch (RuntimeException e) {
      leavePlace(proof.userId());
      throw e;
    }
  }

  private CompletableFuture<?> start(
      Context context, Subscription subscription, Duration lifetime) {
    UpdateEvents events = new UpdateEvents(feed, subscription.recipientId());
    UpdateStream stream =
        new UpdateStream(subscription, events, workers, timer, limits.lookAgain());
    open.add(stream);
    try {
      stream.begin(context.res().getOutputStream(), limits.keepAlive(), lifetime);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      var unused =
          stream
              .ended()
              .thenRun(
                  () -> {
                    subscription.close();
                    open.remove(stream);
                    leavePlace(subscription.recipientId());
                  });
    }
    if (isClosed()) {
      stream.end();
    }
    return stream.ended();
  }

  private synchronized void takePlace(long userId) {
    if (closed || inAll >= limits.inAll()) {
      throw new UnavailableException(
          "The server has no room for another stream of updates: try again later.", null);
    }
    int ofUser = ofUsers.getOrDefault(userId, 0);
    if (ofUser >= limits.ofUser()) {
      throw new ApiException(
          429,
          "You have %d streams of updates open already: close one of them first."
              .formatted(ofUser));
    }
    ofUsers.put(userId, ofUser + 1);
    inAll++;
  }

  private synchronized void leavePlace(long userId) {
    ofUsers.computeIfPresent(userId, (id, streams) -> streams == 1 ? null : streams - 1);
    inAll--;
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
