package io.fanfare.agents.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.agents.http.Answer;
import io.fanfare.agents.http.NameResolver;
import io.fanfare.agents.http.OutboundClient;
import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends messages to browsers. Safe for use by several threads. */
public final class PushSender implements AutoCloseable {

  /** Services refuse more, or cut it. */
  private static final Duration LONGEST_TTL = Duration.ofDays(28);

  private static final int TOPIC_CHARACTERS = 32;
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final OutboundClient client;
  private final PushEncryption encryption = new PushEncryption(NativeCryptography.find());
  private final VapidTokens tokens;
  private final String openUrl;
  private final Clock clock;

  /**
   * @throws IOException if the file of certificates cannot be read
   */
  public PushSender(PushSettings settings, Clock clock) throws IOException {
    client = new OutboundClient(settings.http(), NameResolver.SYSTEM);
    tokens = new VapidTokens(Objects.requireNonNull(settings.keys()), settings.subject(), clock);
    openUrl = settings.openUrl();
    this.clock = clock;
  }

  /**
   * Sends a message, once. It is encrypted on the calling thread. The stage never fails; it
   * completes on a thread of the client, which must not be blocked.
   *
   * @param group a message replaces one of the same group that the browser did not get yet
   */
  public CompletionStage<Delivery> send(Message message, Subscription subscription, String group) {
    Instant now = clock.instant();
    if (message.isExpired(now)) {
      return CompletableFuture.completedFuture(Delivery.expired(message));
    }
    byte[] body;
    try {
      body = encryption.encrypt(PushPayload.of(message, openUrl), subscription);
    } catch (GeneralSecurityException e) {
      return CompletableFuture.completedFuture(
          Delivery.refused("The message cannot be encrypted for the subscription: " + e));
    }
    return client
        .post(subscription.endpoint(), headers(message, subscription, group, now), body)
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

  private Map<String, String> headers(
      Message message, Subscription subscription, String group, Instant now) {
    return Map.of(
        "Authorization",
        tokens.authorization(subscription.endpoint()),
        "Content-Encoding",
        "aes128gcm",
        "Content-Type",
        "application/octet-stream",
        "TTL",
        String.valueOf(ttl(message, now).toSeconds()),
        "Urgency",
        message.digest() ? "low" : "normal",
        "Topic",
        topic(group));
  }

  private static Duration ttl(Message message, Instant now) {
    Duration left = Duration.between(now, message.expires());
    return left.compareTo(LONGEST_TTL) > 0 ? LONGEST_TTL : left;
  }

  /** A group as 32 characters of base64url: a hash, since services see it. */
  static String topic(String group) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(group.getBytes(UTF_8));
      return Base64Url.encode(hash).substring(0, TOPIC_CHARACTERS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no SHA-256.", e);
    }
  }
}
