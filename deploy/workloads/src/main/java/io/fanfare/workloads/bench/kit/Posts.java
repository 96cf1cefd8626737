package io.fanfare.workloads.bench.kit;

import io.fanfare.schemas.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the posts of a workload: which artist is next, and ids that were not used before. */
public final class Posts {

  private final FollowGraph graph;
  private final Random random;
  private final AtomicLong lastTrack = new AtomicLong();

  public Posts(FollowGraph graph, long seed) {
    this.graph = graph;
    this.random = new Random(seed);
  }

  public FollowGraph graph() {
    return graph;
  }

  /** Posts that are published now, one of each artist, in a random order. */
  public List<Post> round() {
    return round(graph.artists());
  }

  /** The posts of only the first artists of the graph. */
  public List<Post> round(int count) {
    List<Integer> artists = new ArrayList<>();
    for (int artist = 0; artist < count; artist++) {
      artists.add(artist);
    }
    Collections.shuffle(artists, random);
    return artists.stream().map(this::of).toList();
  }

  /** A post of any artist that is published now. */
  public Post next() {
    return next(0);
  }

  /** A post of any artist from this one on that is published now. */
  public Post next(int first) {
    return of(random.nextInt(first, graph.artists()));
  }

  /** Entries that posts make. */
  public long entries(List<Post> posts) {
    return posts.stream().mapToLong(post -> graph.followers(post.artist()).length).sum();
  }

  /** Returns the posts per second that make a number of entries per second. */
  public double perSecond(double entriesPerSecond) {
    return entriesPerSecond * graph.artists() / graph.follows();
  }

  /** A post of an artist that is published now; any thread may ask. */
  public Post of(int artist) {
    return of(artist, Instant.now());
  }

  /** A post of an artist that is published at some time; any thread may ask. */
  public Post of(int artist, Instant published) {
    return new Post(
        lastTrack.incrementAndGet(), artist, graph.artistId(artist), Micros.of(published));
  }
}
