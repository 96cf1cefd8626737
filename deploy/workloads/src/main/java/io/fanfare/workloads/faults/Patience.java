package io.fanfare.workloads.faults;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import java.time.Duration;

/** Waits for killed servers to come back. */
final class Patience {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Patience() {}

  /**
   * Returns when a condition holds.
   *
   * @param what the condition, as a clause
   * @throws OperationException if it does not hold within five minutes
   */
  static <E extends Exception> void until(String what, Await.Condition<E> condition)
      throws E, InterruptedException {
    Await.until(
        LIMIT,
        condition,
        "Gave up after %d minutes of waiting until %s.".formatted(LIMIT.toMinutes(), what));
  }
}
