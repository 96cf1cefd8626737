package io.fanfare.ops;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for conditions that only a look can tell. */
public final class Await {

  private static final long POLL_MILLIS = 100;

  private Await() {}

  /**
   * A look.
   *
   * @param <E> what it fails with
   */
  public interface Condition<E extends Exception> {
    boolean holds() throws E, InterruptedException;
  }

  /**
   * Looks ten times a second until a condition holds.
   *
   * @return whether it held within this time
   */
  public static <E extends Exception> boolean within(Duration patience, Condition<E> condition)
      throws E, InterruptedException {
    long began = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - began > patience.toNanos()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /**
   * Looks ten times a second until a condition holds.
   *
   * @param otherwise one sentence, for a person
   * @throws OperationException with that sentence if it does not hold within this time
   */
  public static <E extends Exception> void until(
      Duration patience, Condition<E> condition, String otherwise) throws E, InterruptedException {
    if (!within(patience, condition)) {
      throw new OperationException(otherwise);
    }
  }
}
