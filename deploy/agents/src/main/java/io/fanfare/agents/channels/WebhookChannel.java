package io.fanfare.agents.channels;

import io.fanfare.agents.delivery.ChannelSender;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.webhook.Endpoint;
import io.fanfare.agents.webhook.WebhookSender;
import io.fanfare.api.notifications.WebhookSecrets;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Posts a message to the URL in its recipient's settings. */
public final class WebhookChannel implements ChannelSender {

  private final WebhookSender sender;
  private final WebhookSecrets secrets;

  public WebhookChannel(WebhookSender sender, WebhookSecrets secrets) {
    this.sender = sender;
    this.secrets = secrets;
  }

  @Override
  public CompletionStage<Delivery> send(Message message, String address) {
    if (address.isEmpty()) {
      return done(Delivery.gone("The user's settings have no address for webhooks."));
    }
    try {
      URI url = URI.create(address);
      return sender.send(message, new Endpoint(url, secrets.of(message.recipientId())));
    } catch (IllegalArgumentException e) {
      return done(Delivery.refused("The address in the user's settings is no URL."));
    }
  }

  private static CompletionStage<Delivery> done(Delivery delivery) {
    return CompletableFuture.completedFuture(delivery);
  }

  @Override
  public int atOnce() {
    return 1_000;
  }

  @Override
  public void close() {
    sender.close();
  }
}
