package io.fanfare.agents.http;

import static io.fanfare.agents.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  @Test
  void isSecondsOrADate() {
    assertThat(RetryAfter.parse("7", NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.parse(" 0 ", NOW)).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 12:01:00 GMT", NOW))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Sunday, 01-Mar-26 12:01:00 GMT", NOW))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void isBounded() {
    assertThat(RetryAfter.parse("86401", NOW)).isEqualTo(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("9".repeat(50), NOW)).isEqualTo(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("Sun, 01 Mar 2099 12:01:00 GMT", NOW))
        .isEqualTo(RetryAfter.LONGEST);
    assertThat(RetryAfter.parse("Sun, 01 Mar 2020 12:01:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void isNothingIfMalformed() {
    assertThat(RetryAfter.parse(null, NOW)).isNull();
    assertThat(RetryAfter.parse("", NOW)).isNull();
    assertThat(RetryAfter.parse("-1", NOW)).isNull();
    assertThat(RetryAfter.parse("soon", NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED",
    "201, ACCEPTED",
    "204, ACCEPTED",
    "301, REFUSED",
    "307, REFUSED",
    "400, REFUSED",
    "401, REFUSED",
    "404, REFUSED",
    "408, RETRY",
    "410, GONE",
    "413, REFUSED",
    "425, RETRY",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "599, RETRY"
  })
  void decidesWithTheStatusWhatBecameOfAMessage(int status, Result result) {
    Delivery delivery = new Answer(status, "5").delivery(Set.of(410), NOW);
    assertThat(delivery.result()).isEqualTo(result);
    assertThat(delivery.retryAfter())
        .isEqualTo(result == Result.RETRY ? Duration.ofSeconds(5) : null);
  }
}
