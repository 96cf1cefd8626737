package io.fanfare.workloads.bench.kit;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/**
 * Arrivals at random times with a given mean rate that do not wait for earlier ones. A late arrival
 * is measured from the time when it was due (no coordinated omission).
 */
public final class OpenLoop {

  /** What is done at an arrival. */
  public interface Arrival<E extends Exception> {
    /**
     * @param due when it should have come, by `System.nanoTime`
     */
    void at(long due) throws E;
  }

  private final double perSecond;
  private final SplittableRandom random;

  public OpenLoop(double perSecond, SplittableRandom random) {
    this.perSecond = perSecond;
    this.random = random;
  }

  public <E extends Exception> void run(Duration length, Arrival<E> arrival) throws E {
    long end = System.nanoTime() + length.toNanos();
    runWhile(due -> due - end < 0, arrival);
  }

  /**
   * @param isDue whether there is an arrival at a time, by `System.nanoTime`; asked before each
   */
  public <E extends Exception> void runWhile(LongPredicate isDue, Arrival<E> arrival) throws E {
    long due = System.nanoTime();
    while (true) {
      due += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
      if (!isDue.test(due)) {
        return;
      }
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      arrival.at(due);
    }
  }
}
