package io.fanfare.api.availability;

import io.fanfare.api.errors.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When one answer must be there, whatever it waits for. */
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
   * @param whose what is waited for, as people call it: `Cassandra`
   * @throws UnavailableException if there is none by then
   * @throws ApiException if the result failed with it
   */
  public <T> T await(CompletionStage<T> result, String whose) {
    try {
      return result
          .toCompletableFuture()
          .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnavailableException(
          whose + " is too slow to answer right now: try again later.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("The server is stopping: try again later.", e);
    } catch (ExecutionException e) {
      throw failure(e, whose);
    }
  }

  private static RuntimeException failure(ExecutionException failed, String whose) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException failure) {
        return failure;
      }
    }
    return new IllegalStateException("Reading from " + whose + " failed", failed);
  }
}
