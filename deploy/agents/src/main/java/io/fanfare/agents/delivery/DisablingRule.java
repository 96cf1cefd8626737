package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import java.time.Duration;
import java.time.Instant;

/**
 * When a receiver that fails is disabled: at once if it answers that it is gone; otherwise when all
 * messages have failed for some days. Two failures that are days apart are no such days: a
 * recipient with little news must not lose a receiver that was away twice.
 *
 * @param after how long a receiver may fail
 */
public record DisablingRule(Duration after) {

  /** One message is tried as often within a few hours. */
  static final int FEWEST_FAILURES = 10;

  /** A receiver without failures. */
  static FailingEndpoint working(long recipientId, Channel channel, String endpoint) {
    return new FailingEndpoint(recipientId, channel, endpoint, 0, 0, 0, "", 0);
  }

  /** What is known about a receiver that gets messages, after another failure. */
  FailingEndpoint afterFailure(FailingEndpoint before, Delivery delivery, Instant at) {
    long now = Micros.of(at);
    long since = before.failures() == 0 ? now : before.failingSince();
    int failures = before.failures() + 1;
    boolean isDisabled =
        delivery.result() == Delivery.Result.GONE
            || (failures >= FEWEST_FAILURES && now - since >= Micros.of(after));
    return new FailingEndpoint(
        before.recipientId(),
        before.channel(),
        before.endpoint(),
        since,
        failures,
        isDisabled ? now : 0,
        delivery.detail(),
        Math.max(now, before.version() + 1));
  }
}
