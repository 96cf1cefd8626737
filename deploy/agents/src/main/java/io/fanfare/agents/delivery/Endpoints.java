package io.fanfare.agents.delivery;

import io.fanfare.agents.message.Delivery;
import io.fanfare.connectors.cassandra.FailingEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Which receivers of a channel fail, and which get no messages any more. */
public interface Endpoints {

  /**
   * For channels whose failures are not those of one receiver: e-mail fails with the site's own
   * relay, and a web push subscription that is gone is forgotten.
   */
  Endpoints UNWATCHED =
      new Endpoints() {
        @Override
        public CompletionStage<Optional<FailingEndpoint>> find(long recipientId, String address) {
          return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Boolean> failed(
            long recipientId, String address, Optional<FailingEndpoint> known, Delivery delivery) {
          return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletionStage<Void> recovered(FailingEndpoint known) {
          return CompletableFuture.completedFuture(null);
        }
      };

  /** What is known about a receiver; empty if it works. Fails if that cannot be read. */
  CompletionStage<Optional<FailingEndpoint>> find(long recipientId, String address);

  /**
   * Records that a receiver did not accept a message. Completes once that is durable, with whether
   * the receiver is disabled by it.
   *
   * @param known what {@link #find} returned before
   */
  CompletionStage<Boolean> failed(
      long recipientId, String address, Optional<FailingEndpoint> known, Delivery delivery);

  /** Records that a receiver that failed works again. Completes once that is durable. */
  CompletionStage<Void> recovered(FailingEndpoint known);
}
