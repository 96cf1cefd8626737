package io.fanfare.ops.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClocksTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @Test
  void reportsAClockThatIsFarAhead() {
    assertThat(Clocks.problem("Kafka's broker", NOW.plus(Duration.ofDays(200)), NOW))
        .hasValue(
            "The clock of Kafka's broker is 200 days ahead of this machine's: synchronize both,"
                + " for example with chrony.");
  }

  @Test
  void reportsAClockThatIsBehind() {
    assertThat(Clocks.problem("the source", NOW.minusSeconds(61), NOW))
        .hasValueSatisfying(problem -> assertThat(problem).contains("is 61 s behind this"));
  }

  @Test
  void acceptsTheTimeThatAnAnswerTakes() {
    assertThat(Clocks.problem("the source", NOW.plusSeconds(60), NOW)).isEmpty();
    assertThat(Clocks.problem("the source", NOW.minusSeconds(60), NOW)).isEmpty();
  }
}
