package io.fanfare.api.availability;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many requests are answered at once. A request beyond the limit waits for a second at
 * most.
 */
public final class ConcurrencyLimit {

  private static final long WAIT_MILLIS = 1_000;

  private final Semaphore free;

  public ConcurrencyLimit(int limit) {
    this.free = new Semaphore(limit);
  }

  /**
   * Answers within the limit.
   *
   * @throws UnavailableException if the server stays too busy for a second
   */
  public <T> T run(Supplier<T> answer) {
    if (!acquire()) {
      throw new UnavailableException("The server is too busy right now: try again later.", null);
    }
    try {
      return answer.get();
    } finally {
      free.release();
    }
  }

  private boolean acquire() {
    try {
      return free.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
