package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.agents.message.Delivery;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DisablingRuleTest {

  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Delivery BUSY = Delivery.retry("HTTP 503", null);
  private static final FailingEndpoint WORKING =
      DisablingRule.working(7, Channel.WEBHOOK, "endpoint");

  private final DisablingRule rule = new DisablingRule(Duration.ofDays(3));

  @Test
  void theFirstFailureIsRemembered() {
    FailingEndpoint first = rule.afterFailure(WORKING, BUSY, START);
    assertThat(first.failingSince()).isEqualTo(Micros.of(START));
    assertThat(first.failures()).isEqualTo(1);
    assertThat(first.detail()).isEqualTo("HTTP 503");
    assertThat(first.isDisabled()).isFalse();
  }

  @Test
  void daysOfFailuresDisableAReceiver() {
    FailingEndpoint endpoint = fail(WORKING, 20, Duration.ofHours(1));
    assertThat(endpoint.isDisabled()).isFalse();
    FailingEndpoint later = rule.afterFailure(endpoint, BUSY, START.plus(Duration.ofDays(3)));
    assertThat(later.isDisabled()).isTrue();
    assertThat(later.disabledAt()).isEqualTo(Micros.of(START.plus(Duration.ofDays(3))));
    assertThat(later.failingSince()).isEqualTo(Micros.of(START));
  }

  @Test
  void fewFailuresDisableNobody() {
    FailingEndpoint endpoint =
        fail(WORKING, DisablingRule.FEWEST_FAILURES - 1, Duration.ofDays(10));
    assertThat(endpoint.isDisabled()).isFalse();
    assertThat(rule.afterFailure(endpoint, BUSY, START.plus(Duration.ofDays(100))).isDisabled())
        .isTrue();
  }

  @Test
  void whatIsGoneIsDisabledAtOnce() {
    assertThat(rule.afterFailure(WORKING, Delivery.gone("HTTP 410"), START).isDisabled()).isTrue();
  }

  @Test
  void aClockThatIsBehindLosesNoWrite() {
    FailingEndpoint first = rule.afterFailure(WORKING, BUSY, START);
    FailingEndpoint second = rule.afterFailure(first, BUSY, START.minus(Duration.ofDays(9)));
    assertThat(second.version()).isGreaterThan(first.version());
    assertThat(second.isDisabled()).isFalse();
  }

  private FailingEndpoint fail(FailingEndpoint before, int times, Duration apart) {
    FailingEndpoint endpoint = before;
    for (int time = 0; time < times; time++) {
      endpoint = rule.afterFailure(endpoint, BUSY, START.plus(apart.multipliedBy(time)));
    }
    return endpoint;
  }
}
