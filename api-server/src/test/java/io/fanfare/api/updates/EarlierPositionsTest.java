package io.fanfare.api.updates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EarlierPositionsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final EarlierPositions positions =
      new EarlierPositions(Duration.ofSeconds(2), nanos::get);

  @Test
  void areThoseOfAWhileAgo() {
    assertThat(positions.get()).isEmpty();
    for (long second = 0; second < 5; second++) {
      nanos.set(Duration.ofSeconds(second).toNanos());
      positions.add(Map.of(0, 10 * second));
      assertThat(positions.get()).isEqualTo(Map.of(0, 10 * Math.max(0, second - 2)));
    }
    // Nothing was read for a while.
    nanos.set(Duration.ofSeconds(60).toNanos());
    positions.add(Map.of(0, 700L));
    assertThat(positions.get()).isEqualTo(Map.of(0, 40L));
    nanos.set(Duration.ofSeconds(62).toNanos());
    positions.add(Map.of(0, 800L));
    assertThat(positions.get()).isEqualTo(Map.of(0, 700L));
  }
}
