package io.fanfare.api.http;

import io.fanfare.api.updates.Subscription;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream. Every event (an update, room to write, a timer) only wakes it. Then one worker
 * at a time writes what the connection accepts and never blocks, so a server that stands still, or
 * a client, delays no other stream. While they wait, updates wait in the subscription, which bounds
 * them.
 */
final class UpdateStream implements WriteListener {

  private static final Logger LOG = LoggerFactory.getLogger(UpdateStream.class);

  private final Subscription subscription;
  private final UpdateEvents events;
  private final Executor workers;
  private final ScheduledExecutorService timer;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private final AtomicInteger wakes = new AtomicInteger();
  private volatile boolean writable;
  private volatile boolean keepAliveDue;
  private volatile boolean ending;

  // Used by the one worker only.
  private @Nullable ServletOutputStream output;
  private boolean unflushed;

  UpdateStream(
      Subscription subscription,
      UpdateEvents events,
      Executor workers,
      ScheduledExecutorService timer) {
    this.subscription = subscription;
    this.events = events;
    this.workers = workers;
    this.timer = timer;
  }

  /**
   * Begins to write.
   *
   * @param lifetime after which the stream ends
   */
  void begin(ServletOutputStream output, Duration keepAlive, Duration lifetime) {
    this.output = output;
    long period = keepAlive.toMillis();
    Future<?> keepingAlive =
        timer.scheduleWithFixedDelay(this::keepAlive, period, period, TimeUnit.MILLISECONDS);
    Future<?> expiry = timer.schedule(this::end, lifetime.toMillis(), TimeUnit.MILLISECONDS);
    var unused =
        ended.thenRun(
            () -> {
              keepingAlive.cancel(false);
              expiry.cancel(false);
              events.close();
            });
    output.setWriteListener(this);
    subscription.listen(this::wake);
  }

  /** Completes when the stream has ended, always without a failure. */
  CompletableFuture<@Nullable Void> ended() {
    return ended;
  }

  void end() {
    ending = true;
    wake();
  }

  @Override
  public void onWritePossible() {
    writable = true;
    wake();
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("A client disconnected", cause);
    end();
  }

  private void keepAlive() {
    keepAliveDue = true;
    wake();
  }

  private void wake() {
    if (wakes.getAndIncrement() == 0) {
      try {
        workers.execute(this::work);
      } catch (RejectedExecutionException e) {
        // The server is stopping, and nobody writes any more.
        ended.complete(null);
      }
    }
  }

  private void work() {
    int seen;
    do {
      seen = wakes.get();
      try {
        write();
      } catch (IOException | RejectedExecutionException e) {
        LOG.debug("The client disconnected, or the server is stopping", e);
        ending = true;
      } catch (RuntimeException e) {
        LOG.error("A stream of updates failed", e);
        ending = true;
      }
      if (ending) {
        ended.complete(null);
      }
    } while (!wakes.compareAndSet(seen, 0));
  }

  /**
   * Writes the pending events that the connection accepts; {@link #onWritePossible} follows when it
   * accepts more.
   */
  private void write() throws IOException {
    ServletOutputStream out = output;
    while (out != null && writable && !ending && out.isReady()) {
      if (unflushed) {
        unflushed = false;
        out.flush();
        continue;
      }
      byte[] next = next();
      if (next.length == 0) {
        if (subscription.hasEnded() && events.areAllSent()) {
          // Never back to false: another thread may have ended the stream meanwhile.
          ending = true;
        }
        return;
      }
      out.write(next);
      unflushed = true;
    }
  }

  private byte[] next() {
    if (events.areAllSent()) {
      events.accept(subscription.take(UpdateEvents.MOST_AT_ONCE));
    }
    byte[] next = events.next(this::wake);
    if (next.length == 0 && keepAliveDue) {
      next = UpdateEvents.KEEP_ALIVE;
    }
    keepAliveDue = false;
    return next;
  }
}
