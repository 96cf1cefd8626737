package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final Random random = new Random(1);

  @Test
  void leavesAReceiverAloneTheLongerItFails() {
    Duration before = Duration.ZERO;
    for (int attempt = 0; attempt < 7; attempt++) {
      Duration pause = Retries.pause(attempt, null, random);
      assertThat(pause).isGreaterThan(before);
      before = pause;
    }
    assertThat(Retries.pause(1_000, null, random))
        .isBetween(Duration.ofHours(2), Duration.ofMinutes(144));
  }

  @Test
  void waitsAsLongAsTheReceiverAsks() {
    assertThat(Retries.pause(0, Duration.ofMinutes(5), random))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    assertThat(Retries.pause(0, Duration.ofMillis(1), random))
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
  }
}
