package io.fanfare.workloads.bench.scale;

import java.util.List;

/**
 * The sizes that are measured, and how long.
 *
 * @param follows numbers of follows of a network
 * @param dashboards numbers of entries of a dashboard
 * @param tracks numbers of tracks that have plays
 * @param entries written and measured in each network
 * @param events sent and measured for each number of tracks
 * @param seconds for which each kind of page is read
 */
public record ScaleWorkload(
    List<Integer> follows,
    List<Integer> dashboards,
    List<Integer> tracks,
    int entries,
    int events,
    int seconds,
    long seed) {

  /** Followers of each artist, and about as many artists that each listener follows. */
  static final int FOLLOWERS = 100;

  /** Entries of a page. */
  static final int PAGE = 50;

  static final double PAGES_PER_SECOND = 20;

  /**
   * @throws IllegalArgumentException if a size is too small to be measured
   */
  public ScaleWorkload {
    follows.forEach(size -> require("follows", size, FOLLOWERS * FOLLOWERS));
    dashboards.forEach(size -> require("entries", size, 2 * PAGE));
    tracks.forEach(size -> require("tracks", size, 1));
  }

  private static void require(String what, int size, int least) {
    if (size < least) {
      throw new IllegalArgumentException(
          "%,d %s are too few: the least is %,d.".formatted(size, what, least));
    }
  }
}
