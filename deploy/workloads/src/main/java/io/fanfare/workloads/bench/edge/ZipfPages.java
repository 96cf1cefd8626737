package io.fanfare.workloads.bench.edge;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws pages: of the tracks by Zipf's law, half of them as widgets, and of their owners. For one
 * thread.
 */
final class ZipfPages {

  private static final int HUNDRED = 100;

  private final EdgeWorkload workload;
  private final SplittableRandom random;

  /** The weights of all ranks up to each. */
  private final double[] cumulated;

  ZipfPages(EdgeWorkload workload, SplittableRandom random) {
    this.workload = workload;
    this.random = random;
    this.cumulated = new double[workload.tracks()];
    double sum = 0;
    for (int rank = 0; rank < cumulated.length; rank++) {
      sum += 1.0 / (rank + 1);
      cumulated[rank] = sum;
    }
  }

  EdgePage next() {
    long track = track();
    int kind = random.nextInt(HUNDRED);
    if (kind < 50) {
      return EdgePage.widgetOf(track);
    }
    if (kind < 80) {
      return EdgePage.ofTrack(track);
    }
    long owner = workload.ownerOf(track);
    return kind < 95 ? EdgePage.tracksOf(owner, workload.tracksOf(owner)) : EdgePage.ofUser(owner);
  }

  /** The better known, the more often. Ranks are spread over the users. */
  long track() {
    double drawn = random.nextDouble() * cumulated[cumulated.length - 1];
    int found = Arrays.binarySearch(cumulated, drawn);
    int rank = found < 0 ? -found - 1 : found;
    int users = workload.users();
    return 1 + (long) (rank % users) * workload.tracksOfUser() + rank / users;
  }
}
