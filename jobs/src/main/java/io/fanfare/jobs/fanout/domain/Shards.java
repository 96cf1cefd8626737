package io.fanfare.jobs.fanout.domain;

/** The shards that the followers of an actor with many of them move to. */
public final class Shards {

  /** The number of shards of every actor. It must never change: state is keyed by them. */
  public static final int COUNT = 64;

  private Shards() {}

  /**
   * The shard of a follower, from 0. Any pattern of ids is spread evenly. It must never change:
   * state is keyed by it.
   */
  public static int of(long followerId) {
    // Fibonacci hashing: the upper bits of the product depend on all bits of the id.
    return (int) ((followerId * 0x9E3779B97F4A7C15L) >>> 58);
  }
}
