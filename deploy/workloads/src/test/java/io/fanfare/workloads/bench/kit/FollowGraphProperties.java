package io.fanfare.workloads.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.workloads.bench.kit.FollowGraph.Edge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class FollowGraphProperties {

  @Property(tries = 200)
  void artistsHaveTheRequestedMeanAndNoMoreFollowersThanListeners(
      @ForAll @IntRange(min = 1, max = 500) int artists,
      @ForAll @IntRange(min = 1, max = 300) int listeners,
      @ForAll @IntRange(min = 1, max = 100) int share) {
    int mean = Math.max(1, listeners * share / 100);
    int[] sizes = FollowGraph.sizes(artists, mean, listeners);
    assertThat(Arrays.stream(sizes).average().orElseThrow()).isCloseTo(mean, within(1.0));
    assertThat(Arrays.stream(sizes).max().orElseThrow()).isLessThanOrEqualTo(listeners);
    assertThat(Arrays.stream(sizes).min().orElseThrow()).isPositive();
  }

  @Example
  void theTailIsThatOfZipf() {
    int[] sizes = FollowGraph.sizes(1_000, 403, 1_000_000);
    // The follower counts of ranks r and 2r stand as 2 to 1, down to the last.
    for (int rank = 1; rank <= 500; rank++) {
      assertThat((double) sizes[rank - 1] / sizes[2 * rank - 1]).isCloseTo(2, within(0.05));
    }
  }

  @Property(tries = 50)
  void noFollowIsRepeatedAndTheSeedDecidesAll(@ForAll long seed) {
    FollowGraph graph = FollowGraph.zipf(20, 30, 100, seed);
    FollowGraph again = FollowGraph.zipf(20, 30, 100, seed);
    for (int artist = 0; artist < graph.artists(); artist++) {
      long[] followers = graph.followers(artist);
      assertThat(followers).isEqualTo(again.followers(artist)).doesNotHaveDuplicates();
      assertThat(Arrays.stream(followers)).allMatch(id -> id >= 1 && id <= 100);
      assertThat(graph.artistId(artist)).isGreaterThan(100);
    }
  }

  @Example
  void moreFollowersThanListenersAreRejected() {
    assertThatThrownBy(() -> FollowGraph.zipf(10, 101, 100, 1))
        .hasMessage("10 artists cannot have 101 followers each of 100 listeners.");
  }

  @Property(tries = 50)
  void allListenersFollowTheCelebrityAndSomeFollowTheOthers(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int followers) {
    FollowGraph graph = FollowGraph.celebrity(100, 5, followers, seed);
    assertThat(Arrays.stream(graph.followers(0)).sorted()).hasSize(100).doesNotHaveDuplicates();
    assertThat(graph.artists()).isEqualTo(6);
    for (int artist = 1; artist < graph.artists(); artist++) {
      assertThat(graph.followers(artist)).hasSize(followers).doesNotHaveDuplicates();
    }
    assertThat(graph.follows()).isEqualTo(100 + 5L * followers);
  }

  @Property(tries = 50)
  void allListenersFollowTheFirstOfTwoCelebritiesAndGivenOnesTheSecond(@ForAll long seed) {
    FollowGraph graph = FollowGraph.celebrities(100, new long[] {10, 20, 92}, 5, 30, seed);
    assertThat(graph.artists()).isEqualTo(7);
    assertThat(Arrays.stream(graph.followers(0)).sorted()).hasSize(100).doesNotHaveDuplicates();
    assertThat(graph.followers(1)).containsExactly(10, 20, 92);
    for (int artist = 2; artist < graph.artists(); artist++) {
      assertThat(graph.followers(artist)).hasSize(30).doesNotHaveDuplicates();
    }
  }

  @Property(tries = 50)
  void allArtistsOfAnEvenGraphHaveAsManyFollowers(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int followers) {
    FollowGraph graph = FollowGraph.even(5, followers, 100, seed);
    assertThat(graph.artists()).isEqualTo(5);
    for (int artist = 0; artist < graph.artists(); artist++) {
      assertThat(graph.followers(artist)).hasSize(followers).doesNotHaveDuplicates();
    }
    assertThat(graph.follows()).isEqualTo(5L * followers);
  }

  @Property(tries = 50)
  void theCollectorFollowsOnlyItsOwnArtists(@ForAll long seed) {
    FollowGraph graph = FollowGraph.collector(200, 10, 20, 50, seed);
    assertThat(graph.artists()).isEqualTo(210);
    for (int artist = 0; artist < 200; artist++) {
      assertThat(graph.followers(artist)).containsExactly(FollowGraph.COLLECTOR);
    }
    for (int artist = 200; artist < 210; artist++) {
      assertThat(graph.followers(artist))
          .hasSize(20)
          .doesNotHaveDuplicates()
          .doesNotContain(FollowGraph.COLLECTOR);
    }
  }

  @Property(tries = 200)
  void theGraphOfEdgesHasEachFollowOnceAndTheMostFollowedFirst(
      @ForAll List<@LongRange(min = 1, max = 8) Long> ends) {
    List<Edge> edges = edges(ends);
    Map<Long, Set<Long>> follows = new HashMap<>();
    Set<Long> users = new HashSet<>();
    for (Edge edge : edges) {
      users.addAll(List.of(edge.follower(), edge.followee()));
      if (edge.follower() != edge.followee()) {
        follows.computeIfAbsent(edge.followee(), any -> new HashSet<>()).add(edge.follower());
      }
    }
    FollowGraph graph = FollowGraph.ofEdges(edges);
    assertThat(graph.users().boxed()).containsExactlyInAnyOrderElementsOf(users);
    assertThat(graph.listeners()).isEqualTo(users.size());
    assertThat(graph.artists()).isEqualTo(follows.size());
    for (int artist = 0; artist < graph.artists(); artist++) {
      assertThat(graph.followers(artist))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrder(
              follows.get(graph.artistId(artist)).stream().mapToLong(id -> id).toArray());
      if (artist > 0) {
        assertThat(graph.followers(artist).length)
            .isLessThanOrEqualTo(graph.followers(artist - 1).length);
      }
    }
  }

  @Property(tries = 50)
  void theOrderOfTheEdgesDoesNotMatter(
      @ForAll List<@LongRange(min = 1, max = 20) Long> ends, @ForAll Random random) {
    List<Edge> edges = edges(ends);
    List<Edge> shuffled = new ArrayList<>(edges);
    Collections.shuffle(shuffled, random);
    FollowGraph graph = FollowGraph.ofEdges(edges);
    FollowGraph again = FollowGraph.ofEdges(shuffled);
    for (int artist = 0; artist < graph.artists(); artist++) {
      assertThat(graph.artistId(artist)).isEqualTo(again.artistId(artist));
      assertThat(graph.followers(artist)).isEqualTo(again.followers(artist));
    }
  }

  @Example
  void aFollowerWhoIsFollowedIsOneUser() {
    FollowGraph graph = FollowGraph.ofEdges(List.of(new Edge(7, 3_000_000_000L), new Edge(9, 7)));
    assertThat(graph.users()).containsExactly(7L, 9L, 3_000_000_000L);
    assertThat(graph.listenerId(2)).isEqualTo(3_000_000_000L);
    assertThat(graph.artistId(0)).isEqualTo(7);
    assertThat(graph.artistId(1)).isEqualTo(3_000_000_000L);
    assertThat(graph.follows()).isEqualTo(2);
    assertThat(graph.fewestFollowed()).isZero();
  }

  private static List<Edge> edges(List<Long> ends) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i + 1 < ends.size(); i += 2) {
      edges.add(new Edge(ends.get(i), ends.get(i + 1)));
    }
    return edges;
  }
}
