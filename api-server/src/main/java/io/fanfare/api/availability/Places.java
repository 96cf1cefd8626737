package io.fanfare.api.availability;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** So many may be answered at once; who comes besides waits for a second at most. */
public final class Places {

  private static final long WAIT_MILLIS = 1_000;

  private final Semaphore free;

  public Places(int number) {
    this.free = new Semaphore(number);
  }

  /**
   * Answers when there is a place.
   *
   * @throws UnavailableException if there is none in time
   */
  public <T> T in(Supplier<T> answer) {
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
