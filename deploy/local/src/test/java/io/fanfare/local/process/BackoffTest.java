package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration SHORT = Duration.ofSeconds(3);

  @Test
  void theFirstTryIsImmediateAndLaterOnesWaitLongerUpToALimit() {
    Backoff backoff = new Backoff();
    assertThat(backoff.after(SHORT)).isZero();
    assertThat(backoff.after(SHORT)).hasSeconds(1);
    assertThat(backoff.after(SHORT)).hasSeconds(2);
    for (int i = 0; i < 10; i++) {
      backoff.after(SHORT);
    }
    assertThat(backoff.after(SHORT)).hasSeconds(30);
  }

  @Test
  void whatHeldForAWhileStartsOver() {
    Backoff backoff = new Backoff();
    backoff.after(SHORT);
    backoff.after(SHORT);
    assertThat(backoff.after(Duration.ofMinutes(5))).isZero();
  }
}
