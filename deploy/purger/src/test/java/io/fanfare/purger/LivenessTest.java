package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private static final String ONE = "10.0.0.1:6081";
  private static final String TWO = "10.0.0.2:6081";

  private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
  private final Liveness liveness =
      new Liveness(List.of(ONE, TWO), Duration.ofSeconds(3), now::get);

  @Test
  void itIsDeadUntilABeatIsPassed() {
    assertThat(liveness.isAlive()).isFalse();
    liveness.beat(10);
    assertThat(liveness.isAlive()).isFalse();
    liveness.progress(10, 4, List.of(4L, 4L));
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aBeatCountsOnceAllBeforeItIsReadAndAcknowledged() {
    liveness.beat(10);
    liveness.progress(9, 4, List.of(4L, 4L));
    assertThat(liveness.isAlive()).isFalse();
    liveness.progress(10, 5, List.of(4L, 4L));
    assertThat(liveness.isAlive()).isFalse();
    // Later purges need not be acknowledged.
    liveness.progress(12, 7, List.of(5L, 5L));
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aBeatCountsFromWhenItCameAndNotFromWhenItWasPassed() {
    liveness.beat(10);
    pass(Duration.ofSeconds(3).plusNanos(1));
    liveness.progress(10, 1, List.of(1L, 1L));
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void itDiesWithoutBeats() {
    liveness.beat(10);
    liveness.progress(10, 1, List.of(1L, 1L));
    pass(Duration.ofSeconds(3));
    assertThat(liveness.isAlive()).isTrue();
    assertThat(liveness.ageSeconds(ONE)).isEqualTo(3);
    pass(Duration.ofNanos(1));
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void aVarnishThatDoesNotAcknowledgeHarmsNoOther() {
    liveness.beat(10);
    liveness.progress(10, 2, List.of(2L, 1L));
    assertThat(liveness.isAlive(ONE)).isTrue();
    assertThat(liveness.isAlive(TWO)).isFalse();
    assertThat(liveness.isAlive()).isFalse();
    liveness.progress(10, 2, List.of(2L, 2L));
    assertThat(liveness.isAlive()).isTrue();
    assertThat(liveness.isAlive("10.0.0.3:6081")).isFalse();
  }

  @Test
  void beatsPauseOnceNoneHasComeForLong() {
    assertThat(liveness.hasPaused()).isFalse();
    liveness.beat(10);
    pass(Duration.ofSeconds(3));
    assertThat(liveness.hasPaused()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(liveness.hasPaused()).isTrue();
    liveness.beat(10);
    assertThat(liveness.hasPaused()).isFalse();
    pass(Duration.ofHours(1));
    liveness.lose();
    assertThat(liveness.hasPaused()).isFalse();
  }

  @Test
  void afterAGapOldBeatsDoNotCount() {
    liveness.beat(10);
    liveness.progress(9, 1, List.of(1L, 1L));
    liveness.lose();
    liveness.progress(10, 1, List.of(1L, 1L));
    assertThat(liveness.isAlive()).isFalse();
    liveness.beat(10);
    liveness.progress(10, 2, List.of(2L, 2L));
    assertThat(liveness.isAlive()).isTrue();
    liveness.lose();
    assertThat(liveness.isAlive()).isFalse();
    assertThat(liveness.ageSeconds(ONE)).isInfinite();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
