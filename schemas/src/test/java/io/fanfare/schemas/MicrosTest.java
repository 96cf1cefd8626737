package io.fanfare.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicrosTest {

  @Test
  void convertsAnInstantAndBack() {
    Instant time = Instant.parse("2026-11-20T10:00:00.123456Z");
    assertThat(Micros.of(time)).isEqualTo(1_795_168_800_123_456L);
    assertThat(Micros.toInstant(1_795_168_800_123_456L)).isEqualTo(time);
  }

  @Test
  void convertsTimesBeforeTheEpoch() {
    Instant time = Instant.parse("1957-10-04T19:28:34.000001Z");
    assertThat(Micros.toInstant(Micros.of(time))).isEqualTo(time);
  }

  @Test
  void roundsFinerDigitsDown() {
    assertThat(Micros.of(Instant.ofEpochSecond(0, 1_999))).isEqualTo(1);
    assertThat(Micros.of(Instant.ofEpochSecond(0, -1))).isEqualTo(-1);
  }

  @Test
  void rejectsAnInstantThatDoesNotFit() {
    assertThatThrownBy(() -> Micros.of(Instant.MAX)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void convertsEveryNumberToAnInstant() {
    assertThat(Micros.toInstant(Long.MAX_VALUE)).isEqualTo("+294247-01-10T04:00:54.775807Z");
    assertThat(Micros.toInstant(Long.MIN_VALUE)).isEqualTo("-290308-12-21T19:59:05.224192Z");
  }

  @Test
  void convertsDurationsAndMilliseconds() {
    assertThat(Micros.of(Duration.ofDays(180))).isEqualTo(15_552_000_000_000L);
    assertThat(Micros.ofMillis(-1)).isEqualTo(-1_000);
    assertThat(Micros.ofMillis(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void roundsSecondsDown() {
    assertThat(Micros.toSeconds(1_999_999)).isEqualTo(1);
    assertThat(Micros.toSeconds(-1)).isEqualTo(-1);
  }
}
