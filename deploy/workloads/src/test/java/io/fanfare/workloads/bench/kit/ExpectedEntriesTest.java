package io.fanfare.workloads.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.kit.ExpectedEntries.Expected;
import io.fanfare.workloads.bench.kit.FollowGraph.Edge;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExpectedEntriesTest {

  private static final int LARGE = 0;
  private static final int SMALL = 1;
  private static final FollowGraph GRAPH =
      FollowGraph.ofEdges(
          LongStream.rangeClosed(1, 1_001)
              .boxed()
              .flatMap(
                  user ->
                      user <= 2
                          ? List.of(new Edge(user, 5_000), new Edge(user, 6_000)).stream()
                          : List.of(new Edge(user, 5_000)).stream())
              .toList());

  private final ExpectedEntries entries = new ExpectedEntries(GRAPH);
  private final Posts posts = new Posts(GRAPH, 1);

  @Test
  void anEntryWithTwoEventsCountsOnce() {
    Post post = posts.of(SMALL);
    entries.expect(post, System.nanoTime());
    assertThat(entries.missing()).isEqualTo(2);
    come(post, 1);
    assertThat(entries.first(post.trackId(), 1)).isNull();
    assertThat(entries.missing()).isEqualTo(1);
    come(post, 2);
    assertThat(entries.first(post.trackId(), 2)).isNull();
    assertThat(entries.missing()).isZero();
  }

  @Test
  void anUnexpectedEntryDoesNotCount() {
    Post post = posts.of(SMALL);
    entries.expect(post, System.nanoTime());
    assertThat(entries.first(post.trackId() + 1, 1)).isNull();
    assertThat(entries.first(post.trackId(), 3)).isNull();
    assertThat(entries.missing()).isEqualTo(2);
  }

  @Test
  void entriesOfALargePostAreOnlyCounted() {
    Post post = posts.of(LARGE);
    entries.expect(post, System.nanoTime());
    for (long recipient = 1; recipient <= 1_001; recipient++) {
      come(post, recipient);
    }
    assertThat(entries.ofBatch()).isEqualTo(1_001);
    assertThat(entries.missing()).isZero();
  }

  @Test
  void aLateArrivalIsMeasuredFromWhenItWasDue() {
    Post post = posts.of(SMALL);
    long due = System.nanoTime() - 3_000_000_000L;
    entries.expect(post, due);
    Expected expected = entries.first(post.trackId(), 1);
    assertThat(expected.due()).isEqualTo(due);
    assertThat(post.publishedAt() - expected.dueMicros()).isBetween(2_500_000L, 3_000_000L);
  }

  private void come(Post post, long recipient) {
    Expected expected = entries.first(post.trackId(), recipient);
    assertThat(expected).isNotNull();
    entries.count(expected);
  }
}
