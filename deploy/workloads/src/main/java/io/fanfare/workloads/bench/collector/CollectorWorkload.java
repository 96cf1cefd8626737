package io.fanfare.workloads.bench.collector;

import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Posts;

/**
 * A listener who follows very many artists, beside other listeners who follow others.
 *
 * @param following how many artists the collector follows, who have no other follower
 * @param listeners all of them
 * @param smallPostsPerSecond of the other artists, all together
 */
public record CollectorWorkload(
    int following,
    int listeners,
    int smallArtists,
    int smallFollowers,
    double smallPostsPerSecond,
    long seed) {

  Posts posts() {
    return new Posts(
        FollowGraph.collector(following, smallArtists, smallFollowers, listeners, seed), seed);
  }
}
