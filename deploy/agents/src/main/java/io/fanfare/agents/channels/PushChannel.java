package io.fanfare.agents.channels;

import io.fanfare.agents.delivery.ChannelSender;
import io.fanfare.agents.delivery.Recipients;
import io.fanfare.agents.delivery.Reports;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Delivery.Result;
import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.push.PushSender;
import io.fanfare.agents.push.Subscription;
import io.fanfare.agents.threads.DaemonThreads;
import io.fanfare.schemas.notifications.Device;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends a message to each device of its recipient. It is accepted if one of them got it: the others
 * show the same state once they ask. A device whose subscription is gone is forgotten.
 */
public final class PushChannel implements ChannelSender {

  private final PushSender sender;
  private final Recipients recipients;
  private final Reports reports;

  /** Encrypting takes a processor, so it is not done where answers of Cassandra come. */
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(), DaemonThreads.named("encrypt"));

  public PushChannel(PushSender sender, Recipients recipients, Reports reports) {
    this.sender = sender;
    this.recipients = recipients;
    this.reports = reports;
  }

  @Override
  public CompletionStage<Delivery> send(Message message, String address) {
    return recipients
        .devices(message.recipientId())
        .thenComposeAsync(
            devices -> {
              List<CompletableFuture<Delivery>> sent =
                  devices.stream().map(device -> send(message, device)).toList();
              return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                  .thenApply(
                      done ->
                          sent.stream()
                              .map(CompletableFuture::join)
                              .min(Comparator.comparing(delivery -> rank(delivery.result())))
                              .orElseGet(() -> Delivery.gone("The user has no device.")));
            },
            threads);
  }

  private CompletableFuture<Delivery> send(Message message, Device device) {
    Subscription subscription;
    try {
      subscription =
          new Subscription(
              URI.create(device.getEndpoint()), bytes(device.getP256dh()), bytes(device.getAuth()));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(
          Delivery.refused("The device's subscription is malformed: " + e.getMessage()));
    }
    return sender
        .send(message, subscription, group(message))
        .thenCompose(
            delivery ->
                delivery.result() == Result.GONE
                    ? reports
                        .forget(device.getUserId(), device.getId())
                        // The next message finds it gone again: other devices got this one.
                        .handle((forgotten, failure) -> delivery)
                    : CompletableFuture.completedFuture(delivery))
        .toCompletableFuture();
  }

  /** What a browser has not got yet is replaced by what is newer about the same sound. */
  private static String group(Message message) {
    Item newest = message.items().get(0);
    return message.digest()
        ? message.recipientId() + "/digest"
        : message.recipientId() + "/" + newest.kind() + "/" + newest.objectId();
  }

  private static int rank(Result result) {
    return switch (result) {
      case ACCEPTED -> 0;
      case RETRY -> 1;
      case REFUSED -> 2;
      case GONE -> 3;
    };
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public int atOnce() {
    return 1_000;
  }

  @Override
  public void close() {
    threads.shutdown();
    sender.close();
  }
}
