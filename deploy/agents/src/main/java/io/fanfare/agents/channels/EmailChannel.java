package io.fanfare.agents.channels;

import io.fanfare.agents.delivery.ChannelSender;
import io.fanfare.agents.email.EmailRecipient;
import io.fanfare.agents.email.EmailSender;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import io.fanfare.api.notifications.OptOutLinks;
import io.fanfare.schemas.notifications.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Mails a message to the address in its recipient's settings. */
public final class EmailChannel implements ChannelSender {

  private final EmailSender sender;
  private final OptOutLinks links;

  public EmailChannel(EmailSender sender, OptOutLinks links) {
    this.sender = sender;
    this.links = links;
  }

  @Override
  public CompletionStage<Delivery> send(Message message, String address) {
    if (address.isEmpty()) {
      return CompletableFuture.completedFuture(
          Delivery.gone("The user's settings have no address for e-mail."));
    }
    String thread = message.digest() ? "digest-" + message.recipientId() : "";
    return sender.send(
        message,
        new EmailRecipient(address, links.link(message.recipientId(), Channel.EMAIL), thread));
  }

  @Override
  public int atOnce() {
    return 2 * sender.connections();
  }

  @Override
  public void close() {
    sender.close();
  }
}
