package io.fanfare.workloads.bench.celebrity;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.celebrity.CelebrityReport.FanOut;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.Stages;

/**
 * One artist with very many followers beside others with some each.
 *
 * @param followers of the one artist: every listener
 * @param smallPostsPerSecond of the others, all together
 */
public record CelebrityWorkload(
    int followers, int smallArtists, int smallFollowers, double smallPostsPerSecond, long seed) {

  Posts posts() {
    return new Posts(FollowGraph.celebrity(followers, smallArtists, smallFollowers, seed), seed);
  }

  CelebrityReport report(
      Machine machine,
      StackSettings settings,
      double bytesAnEdge,
      double rawRowsPerSecond,
      Stages idle,
      FanOut post,
      FanOut removal,
      double hiddenAfterMillis) {
    return new CelebrityReport(
        machine,
        followers,
        smallPostsPerSecond,
        smallFollowers,
        bytesAnEdge,
        settings.batchRowsPerSecond(),
        rawRowsPerSecond,
        idle,
        post,
        removal,
        hiddenAfterMillis);
  }
}
