package io.fanfare.workloads.bench.kit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Who follows whom in a workload: artists whose numbers of followers have a given mean and a Zipf
 * tail, followed by listeners that are drawn evenly. The same seed makes the same graph. Or else
 * the graph of given edges.
 */
public final class FollowGraph {

  private static final int BISECTIONS = 64;

  /** The largest number of followers whose posts take the interactive lane. */
  private static final int MOST_INTERACTIVE = 1_000;

  /** Id of the listener of {@link #collector} who follows very many. */
  public static final long COLLECTOR = 1;

  /** Of artists and their followers; who has as many stands by their id. */
  private static final Comparator<Map.Entry<Long, long[]>> MOST_FOLLOWED_FIRST =
      Comparator.comparingInt((Map.Entry<Long, long[]> artist) -> -artist.getValue().length)
          .thenComparing(Map.Entry.comparingByKey());

  /** One follow, by the ids of both. */
  public record Edge(long follower, long followee) {}

  /** Ids of listeners, in ascending order. */
  private final long[] listeners;

  private final long[] artists;
  private final long[][] followers;

  private FollowGraph(long[] listeners, long[] artists, long[][] followers) {
    this.listeners = listeners;
    this.artists = artists;
    this.followers = followers;
  }

  /** One in which no artist is a listener. */
  private static FollowGraph drawn(int listeners, long[][] followers) {
    long firstArtist = (long) listeners + 1;
    return new FollowGraph(
        LongStream.rangeClosed(1, listeners).toArray(),
        LongStream.range(firstArtist, firstArtist + followers.length).toArray(),
        followers);
  }

  /**
   * @param meanFollowers of an artist; no more than there are listeners
   * @param listeners their ids are 1 and up; those of artists follow on them
   */
  public static FollowGraph zipf(int artists, int meanFollowers, int listeners, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sizes = sizes(artists, meanFollowers, listeners);
    long[] pool = LongStream.rangeClosed(1, listeners).toArray();
    long[][] followers = new long[artists][];
    for (int artist = 0; artist < artists; artist++) {
      followers[artist] = draw(pool, sizes[artist], random);
    }
    return drawn(listeners, followers);
  }

  /**
   * All artists have the same number of followers.
   *
   * @param followers of each artist; no more than there are listeners
   */
  public static FollowGraph even(int artists, int followers, int listeners, long seed) {
    long[] everybody = LongStream.rangeClosed(1, listeners).toArray();
    return drawn(listeners, with(new long[0][], everybody, artists, followers, seed));
  }

  /**
   * Artist 0 is followed by every listener; the others have some followers each.
   *
   * @param artists how many others there are
   * @param followers of each of them
   */
  public static FollowGraph celebrity(int listeners, int artists, int followers, long seed) {
    long[] everybody = LongStream.rangeClosed(1, listeners).toArray();
    return drawn(
        listeners, with(new long[][] {everybody}, everybody.clone(), artists, followers, seed));
  }

  /**
   * Artist 0 is followed by every listener, and artist 1 by some of them; the others have some
   * followers each.
   *
   * @param some ids of the followers of artist 1, in ascending order
   * @param artists how many others there are
   * @param followers of each of them
   */
  public static FollowGraph celebrities(
      int listeners, long[] some, int artists, int followers, long seed) {
    long[] everybody = LongStream.rangeClosed(1, listeners).toArray();
    return drawn(
        listeners,
        with(new long[][] {everybody, some}, everybody.clone(), artists, followers, seed));
  }

  /**
   * The first artists are followed by listener 1, the collector, and nobody else; the others have
   * some followers each among the other listeners.
   *
   * @param collected how many artists the collector follows
   * @param artists how many others there are
   * @param followers of each of them
   */
  public static FollowGraph collector(
      int collected, int artists, int followers, int listeners, long seed) {
    long[][] ofCollector = new long[collected][];
    Arrays.fill(ofCollector, new long[] {COLLECTOR});
    long[] others = LongStream.rangeClosed(COLLECTOR + 1, listeners).toArray();
    return drawn(listeners, with(ofCollector, others, artists, followers, seed));
  }

  /**
   * All users of the edges listen, and those whom somebody else follows are the artists. An edge to
   * oneself is no follow, and one that is there twice is one.
   */
  public static FollowGraph ofEdges(List<Edge> edges) {
    long[] users =
        edges.stream()
            .flatMapToLong(edge -> LongStream.of(edge.follower, edge.followee))
            .distinct()
            .sorted()
            .toArray();
    List<Map.Entry<Long, long[]>> artists =
        edges.stream()
            .filter(edge -> edge.follower != edge.followee)
            .collect(Collectors.groupingBy(Edge::followee))
            .entrySet()
            .stream()
            .map(artist -> Map.entry(artist.getKey(), followers(artist.getValue())))
            .sorted(MOST_FOLLOWED_FIRST)
            .toList();
    return new FollowGraph(
        users,
        artists.stream().mapToLong(Map.Entry::getKey).toArray(),
        artists.stream().map(Map.Entry::getValue).toArray(long[][]::new));
  }

  private static long[] followers(List<Edge> ofOne) {
    return ofOne.stream().mapToLong(Edge::follower).distinct().sorted().toArray();
  }

  private static long[][] with(long[][] first, long[] pool, int artists, int followers, long seed) {
    if (followers > pool.length) {
      throw new IllegalArgumentException(
          "An artist cannot have %d followers of %d listeners.".formatted(followers, pool.length));
    }
    SplittableRandom random = new SplittableRandom(seed);
    long[][] all = Arrays.copyOf(first, first.length + artists);
    for (int artist = first.length; artist < all.length; artist++) {
      all[artist] = draw(pool, followers, random);
    }
    return all;
  }

  public int artists() {
    return artists.length;
  }

  public int listeners() {
    return listeners.length;
  }

  /** Ids of all users, each once. */
  public LongStream users() {
    return LongStream.concat(
        Arrays.stream(listeners),
        Arrays.stream(artists).filter(artist -> Arrays.binarySearch(listeners, artist) < 0));
  }

  /** Id of a listener, who is named by a number from 0 up. */
  public long listenerId(int listener) {
    return listeners[listener];
  }

  /** Id of an artist, who is named by a number from 0 up, the most followed first. */
  public long artistId(int artist) {
    return artists[artist];
  }

  /** Ids of an artist's followers. */
  public long[] followers(int artist) {
    return followers[artist];
  }

  public long follows() {
    long follows = 0;
    for (long[] each : followers) {
      follows += each.length;
    }
    return follows;
  }

  /** Whether posts of an artist take the interactive lane. */
  public boolean isInteractive(int artist) {
    return followers[artist].length <= MOST_INTERACTIVE;
  }

  /** The part of all entries that takes the batch lane, if all artists post alike. */
  public double batchPart() {
    long batch = 0;
    for (int artist = 0; artist < followers.length; artist++) {
      batch += isInteractive(artist) ? 0 : followers[artist].length;
    }
    return (double) batch / follows();
  }

  /** How many artists the listener follows who follows fewest. */
  public int fewestFollowed() {
    int[] followed = new int[listeners.length];
    for (long[] each : followers) {
      for (long listener : each) {
        followed[Arrays.binarySearch(listeners, listener)]++;
      }
    }
    return Arrays.stream(followed).min().orElse(0);
  }

  /**
   * Numbers of followers by rank: `scale / rank`, but at least one and at most everybody, with the
   * scale at which their mean comes nearest to the one that is asked for.
   */
  public static int[] sizes(int artists, int meanFollowers, int listeners) {
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
  private static long[] draw(long[] pool, int count, SplittableRandom random) {
    long[] drawn = new long[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, pool.length);
      drawn[i] = pool[other];
      pool[other] = pool[i];
      pool[i] = drawn[i];
    }
    return drawn;
  }
}
