package io.fanfare.agents.webhook;

import io.fanfare.agents.http.Answer;
import io.fanfare.agents.http.HttpSettings;
import io.fanfare.agents.http.NameResolver;
import io.fanfare.agents.http.OutboundClient;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import io.fanfare.schemas.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Posts messages to receivers of webhooks. Safe for use by several threads. */
public final class WebhookSender implements AutoCloseable {

  public static final String USAGE =
      """
        --webhook-allow-http true|false    whether receivers may have http: URLs (default: false)
        --webhook-allowed-networks R[,R]   ranges that are not public and may be reached all the same,
                                           such as 127.0.0.0/8 (default: none)
        --webhook-ca-file FILE             PEM file with the certificates that sign those of receivers
                                           (default: the JVM's)
        --webhook-connect-timeout-ms N     time for a connection (default: 5000)
        --webhook-deadline-ms N            time for a request, from resolution to answer (default: 15000)
        --webhook-connections N            most connections (default: 256)
        --webhook-connections-per-host N   most connections to one host (default: 4)
      """;

  private static final int CONNECTIONS_PER_HOST = 4;
  private static final Set<Integer> GONE = Set.of(410);

  private final OutboundClient client;
  private final Clock clock;

  /**
   * @throws IOException if the file of certificates cannot be read
   */
  public WebhookSender(HttpSettings settings, Clock clock) throws IOException {
    this(new OutboundClient(settings, NameResolver.SYSTEM), clock);
  }

  /**
   * @param client closed with this sender
   */
  public WebhookSender(OutboundClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Reads the settings of {@link #USAGE}. */
  public static HttpSettings settings(Settings settings) {
    return HttpSettings.from(settings, "webhook", CONNECTIONS_PER_HOST);
  }

  /**
   * Posts a message, once. The stage never fails; it completes on a thread of the client, which
   * must not be blocked.
   */
  public CompletionStage<Delivery> send(Message message, Endpoint endpoint) {
    Instant now = clock.instant();
    if (message.isExpired(now)) {
      return CompletableFuture.completedFuture(Delivery.expired(message));
    }
    byte[] body = WebhookBody.of(message);
    String signature;
    try {
      signature =
          WebhookSignature.sign(endpoint.secrets(), message.id(), now.getEpochSecond(), body);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(Delivery.refused(String.valueOf(e.getMessage())));
    }
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            message.id(),
            "webhook-timestamp",
            String.valueOf(now.getEpochSecond()),
            "webhook-signature",
            signature);
    return client
        .post(endpoint.url(), headers, body)
        .handle(
            (answer, failure) ->
                failure == null
                    ? answer.delivery(GONE, clock.instant())
                    : Answer.delivery(failure));
  }

  @Override
  public void close() {
    client.close();
  }
}
