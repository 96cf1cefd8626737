package io.fanfare.workloads.bench.notifications;

import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Posts;

/**
 * One artist with very many followers beside others with some each, and listeners of whom a fifth
 * is notified.
 *
 * @param followers of the one artist: every listener
 * @param smallPostsPerSecond of the others, all together
 */
public record NotificationsWorkload(
    int followers, int smallArtists, int smallFollowers, double smallPostsPerSecond, long seed) {

  /** The artist whom all listeners follow. */
  static final int CELEBRITY = 0;

  /** The artist whom those follow who get pushes and webhooks. */
  static final int PREMIERE = 1;

  static final int FIRST_SMALL = 2;

  Wishes wishes() {
    return new Wishes(followers);
  }

  Posts posts() {
    return new Posts(
        FollowGraph.celebrities(
            followers, wishes().notifiedAtOnce(), smallArtists, smallFollowers, seed),
        seed);
  }
}
