package io.fanfare.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private long seconds;
  private final Silence silence = new Silence(() -> TimeUnit.SECONDS.toNanos(seconds));

  @Test
  void isTooLongAfterAMinuteAndThenAfterTwiceTheTime() {
    assertThat(isTooLongAfter(59)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
    assertThat(isTooLongAfter(119)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
    assertThat(isTooLongAfter(239)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
  }

  @Test
  void theTimeBetweenTwoRemediesHasABound() {
    for (int i = 0; i < 100; i++) {
      isTooLongAfter(960);
    }
    assertThat(isTooLongAfter(959)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
  }

  @Test
  void aSignOfLifeEndsIt() {
    isTooLongAfter(60);
    seconds += 100;
    silence.end();
    assertThat(isTooLongAfter(59)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
  }

  @Test
  void anExcuseBeginsItAgainAndKeepsItsLimit() {
    isTooLongAfter(60);
    seconds += 100;
    silence.excuse();
    assertThat(isTooLongAfter(119)).isFalse();
    assertThat(isTooLongAfter(1)).isTrue();
  }

  private boolean isTooLongAfter(long more) {
    seconds += more;
    return silence.isTooLong();
  }
}
