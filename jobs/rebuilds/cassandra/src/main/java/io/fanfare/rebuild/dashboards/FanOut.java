package io.fanfare.rebuild.dashboards;

/**
 * Activities of an actor, and followers who get them. Where an actor's followers are in shards, one
 * record has the activities and another the followers: those of one shard belong together.
 */
public final class FanOut {

  static final int NO_SHARD = -1;

  private static final Activities NO_ACTIVITIES =
      new Activities(new byte[0], new long[0], new long[0]);
  private static final long[] NOBODY = {};

  // Flink reads and writes public fields.
  public long actor;
  public int shard;
  public byte[] kinds = NO_ACTIVITIES.kinds();
  public long[] objects = NO_ACTIVITIES.objects();
  public long[] times = NO_ACTIVITIES.times();
  public long[] followers = NOBODY;

  /**
   * Some activities of one actor, as columns.
   *
   * @param kinds their numbers
   * @param times µs since the epoch
   */
  record Activities(byte[] kinds, long[] objects, long[] times) {}

  /** For Flink. */
  public FanOut() {}

  private FanOut(long actor, int shard, Activities activities, long[] followers) {
    this.actor = actor;
    this.shard = shard;
    this.kinds = activities.kinds();
    this.objects = activities.objects();
    this.times = activities.times();
    this.followers = followers;
  }

  /** What stands for a key that has nothing to write. */
  static FanOut nothing() {
    return new FanOut(0, NO_SHARD, NO_ACTIVITIES, NOBODY);
  }

  /** Activities and the followers who get them. */
  static FanOut whole(long actor, Activities activities, long[] followers) {
    return new FanOut(actor, NO_SHARD, activities, followers);
  }

  /** Activities for the followers of a shard. */
  static FanOut activities(long actor, int shard, Activities activities) {
    return new FanOut(actor, shard, activities, NOBODY);
  }

  /** Followers of a shard. */
  static FanOut followers(long actor, int shard, long[] followers) {
    return new FanOut(actor, shard, NO_ACTIVITIES, followers);
  }

  /** Whether another record has the other half. */
  boolean isHalf() {
    return shard != NO_SHARD;
  }

  boolean isNothing() {
    return kinds.length == 0 && followers.length == 0;
  }

  /** Whether it is the half with the activities. */
  boolean hasActivities() {
    return kinds.length > 0;
  }
}
