package io.fanfare.workloads.faults;

import io.fanfare.ops.OperationException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting for servers that were killed: they come back, or something is wrong. */
final class Patience {

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 50;

  private Patience() {}

  /** Something that comes true. */
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  /**
   * Returns when a condition holds.
   *
   * @param what that is, as a clause
   * @throws OperationException if it does not within five minutes
   */
  static void until(String what, Condition condition) throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new OperationException(
            "It takes more than %d minutes until %s.".formatted(LIMIT.toMinutes(), what));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
