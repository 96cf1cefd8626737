package io.fanfare.jobs.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushPaceTest {

  private final FlushPace pace = new FlushPace(10, Duration.ofSeconds(20));

  @Test
  void isDueUntilSomethingWasFlushed() {
    assertThat(pace.isDue(0)).isTrue();
  }

  @Test
  void waitsTenTimesAsLongAsTheFlushTook() {
    pace.flushed(1_000, 1_100);
    assertThat(pace.isDue(2_099)).isFalse();
    assertThat(pace.isDue(2_100)).isTrue();
  }

  @Test
  void waitsForABoundedTime() {
    pace.flushed(1_000, 61_000);
    assertThat(pace.isDue(80_999)).isFalse();
    assertThat(pace.isDue(81_000)).isTrue();
  }
}
