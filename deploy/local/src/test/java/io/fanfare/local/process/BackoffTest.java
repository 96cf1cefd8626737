package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration SHORT = Duration.ofSeconds(3);

  @Test
  void theFirstRepetitionIsImmediateAndLaterPausesGrowUpToALimit() {
    Backoff backoff = new Backoff();
    assertThat(backoff.nextPause(SHORT)).isZero();
    assertThat(backoff.nextPause(SHORT)).hasSeconds(1);
    assertThat(backoff.nextPause(SHORT)).hasSeconds(2);
    for (int i = 0; i < 10; i++) {
      backoff.nextPause(SHORT);
    }
    assertThat(backoff.nextPause(SHORT)).hasSeconds(30);
  }

  @Test
  void afterAnAttemptThatLastedThePausesStartAgain() {
    Backoff backoff = new Backoff();
    backoff.nextPause(SHORT);
    backoff.nextPause(SHORT);
    assertThat(backoff.nextPause(Duration.ofMinutes(5))).isZero();
  }
}
