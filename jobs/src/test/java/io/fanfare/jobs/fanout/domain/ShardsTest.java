package io.fanfare.jobs.fanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShardsTest {

  @Test
  void neverMovesAFollowerToAnotherShard() {
    // State is keyed by these numbers: a change of the function would lose followers.
    assertThat(Shards.of(1)).isEqualTo(39);
    assertThat(Shards.of(2)).isEqualTo(15);
    assertThat(Shards.of(1_000_000)).isEqualTo(63);
    assertThat(Shards.of(Long.MAX_VALUE)).isEqualTo(56);
  }

  @Test
  void spreadsAnyPatternOfIdsEvenly() {
    for (long step : new long[] {1, 2, 64, 1_000, 1 << 20}) {
      int[] sizes = new int[Shards.COUNT];
      for (long i = 0; i < 64_000; i++) {
        sizes[Shards.of(i * step)]++;
      }
      assertThat(Arrays.stream(sizes).boxed())
          .as("ids in steps of %d", step)
          .allMatch(size -> size > 900 && size < 1_100);
    }
  }
}
