package io.fanfare.jobs.fanout.domain;

/** The shards that an actor's followers move to when they are many. */
public final class Shards {

  /** How many there are, for every actor and for good: state is keyed by them. */
  public static final int COUNT = 64;

  private Shards() {}

  /**
   * The shard of a follower, from 0: evenly spread whatever the ids look like, and never to be
   * changed.
   */
  public static int of(long followerId) {
    // Fibonacci hashing: the upper bits of the product depend on all bits of the id.
    return (int) ((followerId * 0x9E3779B97F4A7C15L) >>> 58);
  }
}
