package io.fanfare.workloads.bench.queue;

import java.util.PriorityQueue;

/**
 * One queue for several slots that does what it should and costs nothing: the request that came
 * first takes the first slot that is free (Kiefer and Wolfowitz). For given arrivals it has no
 * error of a sample, which the mean of a formula has when it is compared with a minute of requests.
 */
final class IdealQueue {

  private final PriorityQueue<Long> free = new PriorityQueue<>();

  IdealQueue(int slots) {
    for (int slot = 0; slot < slots; slot++) {
      free.add(Long.MIN_VALUE);
    }
  }

  /**
   * How long the next request waits; the unit is that of the times.
   *
   * @param arrival not before the former one
   * @param service how long it takes
   */
  long waitOf(long arrival, long service) {
    long begin = Math.max(arrival, free.remove());
    free.add(begin + service);
    return begin - arrival;
  }
}
