package io.fanfare.workloads.soak;

/**
 * How large a history's network is, and how uneven.
 *
 * <p>In addition to the users who act, a crowd follows the last of them and does little else. Only
 * one in {@link #FOLLOWERS_A_ROW} of the crowd has a user row: the pipeline treats all alike, and
 * an audit of all their dashboards would take longer than everything else.
 */
public enum Shape {
  /** Few users, who interact all the time. */
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

  /** Returns the shape of a seed; consecutive seeds alternate. */
  public static Shape ofSeed(long seed) {
    return seed % 2 == 0 ? DENSE : SKEWED;
  }

  /** Number of ids that a history of this shape uses, for rows of all tables. */
  public int ids() {
    return users + crowd + tracks + playlists + COMMENTS;
  }

  int comments() {
    return COMMENTS;
  }
}
