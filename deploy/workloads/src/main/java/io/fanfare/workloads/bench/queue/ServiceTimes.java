package io.fanfare.workloads.bench.queue;

import java.util.SplittableRandom;

/** How long requests take, ns. */
interface ServiceTimes {

  long next(SplittableRandom random);

  static ServiceTimes exponential(double meanSeconds) {
    return random -> nanos(-Math.log(1 - random.nextDouble()) * meanSeconds);
  }

  /** Evenly from 0 to twice the mean: a variation of a third. */
  static ServiceTimes even(double meanSeconds) {
    return random -> nanos(2 * random.nextDouble() * meanSeconds);
  }

  /**
   * These, and others that are slow.
   *
   * @param part of the slow ones, from 0 to 1
   */
  default ServiceTimes beside(double part, double slowSeconds) {
    return random -> random.nextDouble() < part ? nanos(slowSeconds) : next(random);
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
