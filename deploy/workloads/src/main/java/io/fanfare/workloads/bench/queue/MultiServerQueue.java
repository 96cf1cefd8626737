package io.fanfare.workloads.bench.queue;

/**
 * What queueing theory expects of one queue with several slots: requests that arrive independently,
 * and take times of any distribution (M/G/c).
 *
 * @param slots requests that are worked on at a time
 * @param perSecond arrivals
 * @param meanSeconds of the time that one takes
 * @param variation variance of that time by the square of its mean: 0 if it is constant, 1 if it is
 *     exponential
 */
record MultiServerQueue(int slots, double perSecond, double meanSeconds, double variation) {

  /** The slots that are busy on average, from 0 to 1. From 1 on, the queue grows without end. */
  double load() {
    return perSecond * meanSeconds / slots;
  }

  /**
   * The part of the requests that waits (Erlang C), if the load is below 1. By Erlang B, which adds
   * one slot after the other and so has no large factorials.
   */
  double waiting() {
    double offered = perSecond * meanSeconds;
    double lost = 1;
    for (int slot = 1; slot <= slots; slot++) {
      lost = offered * lost / (slot + offered * lost);
    }
    return lost / (1 - load() * (1 - lost));
  }

  /**
   * The mean wait of all requests, s, by Allen and Cunneen: that of exponential times (M/M/c),
   * times the mean of the variations of arrivals, which is 1, and of times. It is exact for one
   * slot, and for exponential times. From a load of 1 on, it is infinite.
   */
  double meanWait() {
    if (load() >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    return waiting() * meanSeconds / (slots * (1 - load())) * (1 + variation) / 2;
  }
}
