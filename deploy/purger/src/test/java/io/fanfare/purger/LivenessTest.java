package io.fanfare.purger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
  private final Liveness liveness = new Liveness(Duration.ofSeconds(3), now::get);

  @Test
  void itIsDeadUntilABeatIsPassed() {
    assertThat(liveness.isAlive()).isFalse();
    liveness.beat(10);
    assertThat(liveness.isAlive()).isFalse();
    liveness.progress(10, 4, 4);
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aBeatCountsOnceAllBeforeItIsReadAndAcknowledged() {
    liveness.beat(10);
    liveness.progress(9, 4, 4);
    assertThat(liveness.isAlive()).isFalse();
    liveness.progress(10, 5, 4);
    assertThat(liveness.isAlive()).isFalse();
    // Later purges need not be acknowledged.
    liveness.progress(12, 7, 5);
    assertThat(liveness.isAlive()).isTrue();
  }

  @Test
  void aBeatCountsFromWhenItCameAndNotFromWhenItWasPassed() {
    liveness.beat(10);
    pass(Duration.ofSeconds(3).plusNanos(1));
    liveness.progress(10, 1, 1);
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void itDiesWithoutBeats() {
    liveness.beat(10);
    liveness.progress(10, 1, 1);
    pass(Duration.ofSeconds(3));
    assertThat(liveness.isAlive()).isTrue();
    assertThat(liveness.ageSeconds()).isEqualTo(3);
    pass(Duration.ofNanos(1));
    assertThat(liveness.isAlive()).isFalse();
  }

  @Test
  void afterAGapOldBeatsDoNotCount() {
    liveness.beat(10);
    liveness.progress(9, 1, 1);
    liveness.lose();
    liveness.progress(10, 1, 1);
    assertThat(liveness.isAlive()).isFalse();
    liveness.beat(10);
    liveness.progress(10, 2, 2);
    assertThat(liveness.isAlive()).isTrue();
    liveness.lose();
    assertThat(liveness.isAlive()).isFalse();
    assertThat(liveness.ageSeconds()).isInfinite();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
