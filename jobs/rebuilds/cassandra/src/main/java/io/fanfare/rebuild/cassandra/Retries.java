package io.fanfare.rebuild.cassandra;

import com.datastax.driver.core.exceptions.DriverException;
import com.datastax.driver.core.exceptions.QueryValidationException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.FutureCallback;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.MoreExecutors;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.SettableFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Repeats requests that fail, with growing pauses: a node may be down, or have too much to do. The
 * connector itself ends the job at the first failure.
 */
final class Retries implements AutoCloseable {

  /** As long as a node may take to start again. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final Counter retried;
  private final Duration patience;
  private final Set<SettableFuture<?>> pending = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "retries");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param retried counts repeated requests
   */
  Retries(Counter retried) {
    this(retried, PATIENCE);
  }

  Retries(Counter retried, Duration patience) {
    this.retried = retried;
    this.patience = patience;
  }

  /**
   * Begins a request again until it succeeds. Fails like the request if it has failed for too long.
   * If the store rejects it for what it is, another try of the job would fail as well, so none is
   * made.
   */
  <T> ListenableFuture<T> untilItSucceeds(Supplier<ListenableFuture<T>> request) {
    SettableFuture<T> result = SettableFuture.create();
    pending.add(result);
    result.addListener(() -> pending.remove(result), MoreExecutors.directExecutor());
    new Attempts<>(request, result).begin(FIRST_PAUSE_MILLIS);
    return result;
  }

  /** Ends what is not done yet. */
  @Override
  public void close() {
    timer.shutdownNow();
    pending.forEach(result -> result.cancel(false));
  }

  private final class Attempts<T> {

    private final Supplier<ListenableFuture<T>> request;
    private final SettableFuture<T> result;
    private final long began = System.nanoTime();

    Attempts(Supplier<ListenableFuture<T>> request, SettableFuture<T> result) {
      this.request = request;
      this.result = result;
    }

    /**
     * @param pauseMillis before the next attempt, if this one fails
     */
    void begin(long pauseMillis) {
      Futures.addCallback(
          request(),
          new FutureCallback<T>() {
            @Override
            public void onSuccess(T done) {
              result.set(done);
            }

            @Override
            public void onFailure(Throwable failure) {
              if (isForGood(failure)) {
                result.setException(new SuppressRestartsException(failure));
              } else if (System.nanoTime() - began > patience.toNanos()) {
                result.setException(failure);
              } else {
                beginAgain(failure, pauseMillis);
              }
            }
          },
          MoreExecutors.directExecutor());
    }

    private ListenableFuture<T> request() {
      try {
        return request.get();
      } catch (RuntimeException e) {
        return Futures.immediateFailedFuture(e);
      }
    }

    private boolean isForGood(Throwable failure) {
      return !(failure instanceof DriverException) || failure instanceof QueryValidationException;
    }

    private void beginAgain(Throwable failure, long pauseMillis) {
      retried.inc();
      long next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      try {
        var unused = timer.schedule(() -> begin(next), pauseMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        result.setException(failure);
      }
    }
  }
}
