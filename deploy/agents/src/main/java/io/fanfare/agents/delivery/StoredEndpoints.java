package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import io.fanfare.connectors.cassandra.FailingEndpoints;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotificationIds;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The receivers of one channel, by their addresses, in Cassandra. A new address is another
 * receiver.
 */
public record StoredEndpoints(
    FailingEndpoints endpoints, Channel channel, DisablingRule rule, Clock clock)
    implements Endpoints {

  @Override
  public CompletionStage<Optional<FailingEndpoint>> find(long recipientId, String address) {
    return address.isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : endpoints.find(recipientId, channel, NotificationIds.ofAddress(address));
  }

  @Override
  public CompletionStage<Boolean> failed(
      long recipientId, String address, Optional<FailingEndpoint> known, Delivery delivery) {
    if (address.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    FailingEndpoint before =
        known.orElseGet(
            () -> DisablingRule.working(recipientId, channel, NotificationIds.ofAddress(address)));
    FailingEndpoint after = rule.afterFailure(before, delivery, clock.instant());
    return endpoints.write(after).thenApply(written -> after.isDisabled());
  }

  @Override
  public CompletionStage<Void> recovered(FailingEndpoint known) {
    return endpoints.remove(known, Micros.of(clock.instant()));
  }
}
