package io.fanfare.jobs.fanout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void keepsEveryFollowerInItsBucketForGood() {
    // State is keyed by these numbers: a change of the function would lose followers.
    assertThat(Buckets.of(1)).isEqualTo(39);
    assertThat(Buckets.of(2)).isEqualTo(15);
    assertThat(Buckets.of(1_000_000)).isEqualTo(63);
    assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(56);
  }

  @Test
  void spreadsIdsEvenlyWhateverTheyLookLike() {
    for (long step : new long[] {1, 2, 64, 1_000, 1 << 20}) {
      int[] sizes = new int[Buckets.COUNT];
      for (long i = 0; i < 64_000; i++) {
        sizes[Buckets.of(i * step)]++;
      }
      assertThat(Arrays.stream(sizes).boxed())
          .as("ids in steps of %d", step)
          .allMatch(size -> size > 900 && size < 1_100);
    }
  }
}
