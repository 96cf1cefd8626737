package io.fanfare.workloads.sample;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws users, the better known the more often: by Zipf's law, in an order of its own. */
final class ZipfUsers {

  /** Numbers of followers have a tail of index 1 + 1 / this, as real networks have. */
  private static final double EXPONENT = 0.75;

  private final long[] byRank;

  /** The weights of all ranks up to each. */
  private final double[] cumulated;

  private final SplittableRandom random;

  /**
   * @param size number of users, whose ids count from 1
   */
  ZipfUsers(int size, SplittableRandom random) {
    this.random = random;
    this.byRank = new long[size];
    this.cumulated = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += Math.pow(rank + 1.0, -EXPONENT);
      cumulated[rank] = sum;
      // Puts the next id anywhere among those before it.
      int other = random.nextInt(rank + 1);
      byRank[rank] = byRank[other];
      byRank[other] = rank + 1L;
    }
  }

  long next() {
    double drawn = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, drawn);
    return byRank[found < 0 ? -found - 1 : found];
  }
}
