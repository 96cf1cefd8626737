package io.fanfare.cli.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Who follows whom in a workload: artists whose numbers of followers have a given mean and a Zipf
 * tail, followed by listeners that are drawn evenly. The same seed makes the same graph.
 */
final class FollowGraph {

  private static final int BISECTIONS = 64;

  /** The largest number of followers whose posts take the interactive lane. */
  private static final int MOST_INTERACTIVE = 1_000;

  /** Id of the listener of {@link #collector} who follows so many. */
  static final long COLLECTOR = 1;

  private final int listeners;
  private final int[][] followers;

  private FollowGraph(int listeners, int[][] followers) {
    this.listeners = listeners;
    this.followers = followers;
  }

  /**
   * @param meanFollowers of an artist; no more than there are listeners
   * @param listeners their ids are 1 and up; those of artists follow on them
   */
  static FollowGraph zipf(int artists, int meanFollowers, int listeners, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sizes = sizes(artists, meanFollowers, listeners);
    int[] pool = IntStream.rangeClosed(1, listeners).toArray();
    int[][] followers = new int[artists][];
    for (int artist = 0; artist < artists; artist++) {
      followers[artist] = draw(pool, sizes[artist], random);
    }
    return new FollowGraph(listeners, followers);
  }

  /**
   * Artist 0 is followed by every listener; the others have some followers each.
   *
   * @param artists how many others there are
   * @param followers of each of them
   */
  static FollowGraph celebrity(int listeners, int artists, int followers, long seed) {
    int[] everybody = IntStream.rangeClosed(1, listeners).toArray();
    return new FollowGraph(
        listeners, with(new int[][] {everybody}, everybody.clone(), artists, followers, seed));
  }

  /**
   * The first artists are followed by listener 1, the collector, and nobody else; the others have
   * some followers each among the other listeners.
   *
   * @param collected how many artists the collector follows
   * @param artists how many others there are
   * @param followers of each of them
   */
  static FollowGraph collector(
      int collected, int artists, int followers, int listeners, long seed) {
    int[][] ofCollector = new int[collected][];
    Arrays.fill(ofCollector, new int[] {(int) COLLECTOR});
    int[] others = IntStream.rangeClosed((int) COLLECTOR + 1, listeners).toArray();
    return new FollowGraph(listeners, with(ofCollector, others, artists, followers, seed));
  }

  private static int[][] with(int[][] first, int[] pool, int artists, int followers, long seed) {
    if (followers > pool.length) {
      throw new IllegalArgumentException(
          "An artist cannot have %d followers of %d listeners.".formatted(followers, pool.length));
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[][] all = Arrays.copyOf(first, first.length + artists);
    for (int artist = first.length; artist < all.length; artist++) {
      all[artist] = draw(pool, followers, random);
    }
    return all;
  }

  int artists() {
    return followers.length;
  }

  int listeners() {
    return listeners;
  }

  /** Id of an artist, who is named by a number from 0 up, the most followed first. */
  long artistId(int artist) {
    return (long) listeners + 1 + artist;
  }

  /** Ids of an artist's followers. */
  int[] followers(int artist) {
    return followers[artist];
  }

  long follows() {
    long follows = 0;
    for (int[] each : followers) {
      follows += each.length;
    }
    return follows;
  }

  /** Whether posts of an artist take the interactive lane. */
  boolean isInteractive(int artist) {
    return followers[artist].length <= MOST_INTERACTIVE;
  }

  /** The part of all entries that takes the batch lane, if all artists post alike. */
  double batchPart() {
    long batch = 0;
    for (int artist = 0; artist < followers.length; artist++) {
      batch += isInteractive(artist) ? 0 : followers[artist].length;
    }
    return (double) batch / follows();
  }

  /** How many artists the listener follows who follows fewest. */
  int fewestFollowed() {
    int[] followed = new int[listeners + 1];
    for (int[] each : followers) {
      for (int listener : each) {
        followed[listener]++;
      }
    }
    return Arrays.stream(followed, 1, followed.length).min().orElse(0);
  }

  /**
   * Numbers of followers by rank: `scale / rank`, but at least one and at most everybody, with the
   * scale at which their mean comes nearest to the one that is asked for.
   */
  static int[] sizes(int artists, int meanFollowers, int listeners) {
    if (artists < 1 || meanFollowers < 1 || meanFollowers > listeners) {
      throw new IllegalArgumentException(
          "%d artists cannot have %d followers each of %d listeners."
              .formatted(artists, meanFollowers, listeners));
    }
    double low = 0;
    double high = (double) listeners * artists;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (sum(sizes(artists, middle, listeners)) < (long) artists * meanFollowers) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return sizes(artists, high, listeners);
  }

  private static int[] sizes(int artists, double scale, int listeners) {
    int[] sizes = new int[artists];
    for (int rank = 1; rank <= artists; rank++) {
      sizes[rank - 1] = (int) Math.max(1, Math.min(listeners, scale / rank));
    }
    return sizes;
  }

  private static long sum(int[] sizes) {
    long sum = 0;
    for (int size : sizes) {
      sum += size;
    }
    return sum;
  }

  /** The first steps of a shuffle: each draw is even, whatever order the former one left. */
  private static int[] draw(int[] pool, int count, SplittableRandom random) {
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, pool.length);
      drawn[i] = pool[other];
      pool[other] = pool[i];
      pool[i] = drawn[i];
    }
    return drawn;
  }
}
