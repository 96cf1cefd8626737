package io.fanfare.api.availability;

import io.fanfare.api.errors.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time by which an answer must be complete. */
public final class Deadline {

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  public boolean hasPassed() {
    return System.nanoTime() - end >= 0;
  }

  /**
   * Waits for a result until the deadline.
   *
   * @param name the server that gives the result, for messages
   * @throws UnavailableException if there is no result by then
   * @throws ApiException if the result failed with it
   */
  public <T> T await(CompletionStage<T> result, String name) {
    try {
      return result
          .toCompletableFuture()
          .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw tooSlow(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The server is stopping: try again later.", e);
    } catch (ExecutionException e) {
      throw failure(e, name);
    }
  }

  /**
   * The same result without a thread that waits for it; it fails with an {@link
   * UnavailableException} at the deadline.
   *
   * @param name the server that gives the result, for messages
   */
  public <T> CompletableFuture<T> bound(CompletionStage<T> result, String name) {
    return result
        .toCompletableFuture()
        .copy()
        .orTimeout(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException ? tooSlow(name, failure) : failure));
  }

  private static UnavailableException tooSlow(String name, Throwable cause) {
    return new UnavailableException(
        name + " is too slow to answer right now: try again later.", cause);
  }

  private static RuntimeException failure(ExecutionException failed, String name) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException failure) {
        return failure;
      }
    }
    return new IllegalStateException("Reading from " + name + " failed", failed);
  }
}
