package io.fanfare.workloads.bench;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.CelebrityReport.FanOut;

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
