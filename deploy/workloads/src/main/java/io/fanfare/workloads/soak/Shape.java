package io.fanfare.workloads.soak;

/**
 * How large a history's network is, and how uneven.
 *
 * <p>Besides the users who do things there is a crowd who follow the last of them, and do little
 * else. One in {@link #FOLLOWERS_A_ROW} of the crowd has a row: the pipeline treats all alike, and
 * to audit the dashboards of all would take longer than all the rest.
 */
public enum Shape {
  /** Few users, who have to do with each other all the time. */
  DENSE(12, 10, 5, 0),

  /** One actor has more followers than an actor's own state holds, another more than a few. */
  SKEWED(24, 16, 6, 4_500);

  static final int FOLLOWERS_A_ROW = 9;

  private static final int COMMENTS = 20;

  final int users;
  final int tracks;
  final int playlists;
  final int crowd;

  Shape(int users, int tracks, int playlists, int crowd) {
    this.users = users;
    this.tracks = tracks;
    this.playlists = playlists;
    this.crowd = crowd;
  }

  /** The same for the same seed, and another for the next one. */
  public static Shape ofSeed(long seed) {
    return seed % 2 == 0 ? DENSE : SKEWED;
  }

  /** How many ids a history of this shape uses, for rows of all tables. */
  public int ids() {
    return users + crowd + tracks + playlists + COMMENTS;
  }

  int comments() {
    return COMMENTS;
  }
}
