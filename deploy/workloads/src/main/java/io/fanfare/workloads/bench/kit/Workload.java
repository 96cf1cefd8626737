package io.fanfare.workloads.bench.kit;

import java.util.List;
import java.util.Locale;

/**
 * The size of a network whose artists have a mean number of followers and a Zipf tail.
 *
 * @param followers mean of an artist's
 */
public record Workload(int artists, int followers, int listeners, long seed)
    implements ChurnWorkload {

  public Posts posts() {
    return new Posts(FollowGraph.zipf(artists, followers, listeners, seed), seed);
  }

  @Override
  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d artists with %d followers on average (Zipf, at most %,d), seed %d",
            artists,
            followers,
            listeners,
            seed));
  }
}
