package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Waits until a sum in the store is complete. To look takes processors from what is measured: so it
 * takes a twentieth of the time at most.
 */
public final class StoredSum {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PART = 20;
  private static final long SHORTEST_NANOS = Duration.ofMillis(20).toNanos();

  private StoredSum() {}

  /**
   * @param events that the sum must reach
   */
  public static void await(long events, LongSupplier sum) throws InterruptedException {
    long began = System.nanoTime();
    long asked = began;
    long stored = sum.getAsLong();
    while (stored < events) {
      long answered = System.nanoTime();
      if (answered - began > PATIENCE.toNanos()) {
        throw new OperationException(
            "%,d of %,d events are stored after %d minutes."
                .formatted(stored, events, PATIENCE.toMinutes()));
      }
      Thread.sleep(
          Duration.ofNanos(Math.max(SHORTEST_NANOS, PART * (answered - asked))).toMillis());
      asked = System.nanoTime();
      stored = sum.getAsLong();
    }
  }
}
