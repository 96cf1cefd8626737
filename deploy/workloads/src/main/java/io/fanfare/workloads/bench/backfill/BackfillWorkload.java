package io.fanfare.workloads.bench.backfill;

import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Posts;

/**
 * One artist whom everybody follows, and others with some followers each; all of them post in every
 * round.
 *
 * @param followers of the one artist: every listener
 * @param rounds in which each artist posts once
 * @param smallPostsPerSecond of the others, while latencies are measured
 */
public record BackfillWorkload(
    int followers,
    int smallArtists,
    int smallFollowers,
    int rounds,
    double smallPostsPerSecond,
    long seed) {

  Posts posts() {
    return new Posts(FollowGraph.celebrity(followers, smallArtists, smallFollowers, seed), seed);
  }
}
