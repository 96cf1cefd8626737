package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.receivers.Faults.Fault;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Receivers of webhooks, which check signatures as Standard Webhooks asks. */
final class WebhookReceiver {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int LARGEST_COUNT_OF_RECEIVERS = 10_000;

  /** What the creator of a receiver gets. */
  record Created(String url, String secret) {}

  /**
   * One request to a receiver.
   *
   * @param status the answer
   * @param problem why the answer is not 204; empty if it is
   */
  record Webhook(
      String received,
      String name,
      @Nullable String id,
      @Nullable String timestamp,
      String body,
      int status,
      String problem) {}

  private final Latest<Webhook> webhooks = new Latest<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final String origin;
  private final Faults faults;
  private final Clock clock;

  WebhookReceiver(String origin, Faults faults, Clock clock) {
    this.origin = origin;
    this.faults = faults;
    this.clock = clock;
  }

  Latest<Webhook> webhooks() {
    return webhooks;
  }

  /**
   * Creates a receiver, or returns the one of this name.
   *
   * @param given its secret; null for a random one
   */
  Created create(String name, @Nullable String given) {
    if (secrets.size() >= LARGEST_COUNT_OF_RECEIVERS && !secrets.containsKey(name)) {
      throw new IllegalArgumentException(
          "There are " + LARGEST_COUNT_OF_RECEIVERS + " receivers already: restart the program.");
    }
    if (given != null && !given.matches("whsec_[A-Za-z0-9+/]{32,88}={0,2}")) {
      throw new IllegalArgumentException("The secret is not whsec_ and base64.");
    }
    String secret = secrets.computeIfAbsent(name, key -> given == null ? newSecret() : given);
    return new Created(origin + "/webhooks/" + name, secret);
  }

  /** Ends a receiver: webhooks to it are answered with 410. */
  boolean delete(String name) {
    return secrets.remove(name) != null;
  }

  Reply receive(String name, Request request) {
    Fault fault = faults.next("webhook", name);
    String secret = secrets.get(name);
    String problem = "A fault that somebody set.";
    int status;
    if (fault != null) {
      status = fault.status();
    } else if (secret == null) {
      status = 410;
      problem = "There is no such receiver, or no longer.";
    } else {
      problem = problem(request, secret);
      status = problem.isEmpty() ? 204 : 401;
    }
    webhooks.add(
        new Webhook(
            clock.instant().toString(),
            name,
            request.header("webhook-id"),
            request.header("webhook-timestamp"),
            new String(request.body(), UTF_8),
            status,
            problem));
    return fault == null ? Reply.text(status, problem) : Reply.of(fault);
  }

  private String problem(Request request, String secret) {
    String id = request.header("webhook-id");
    String timestamp = request.header("webhook-timestamp");
    String signatures = request.header("webhook-signature");
    if (id == null || timestamp == null || signatures == null) {
      return "The headers webhook-id, webhook-timestamp and webhook-signature are not all there.";
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return "The header webhook-timestamp is not a number of seconds.";
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
      return "The webhook was sent at " + sent + ", more than 5 minutes from now.";
    }
    byte[] expected =
        ("v1," + sign(secret, id + "." + timestamp + ".", request.body())).getBytes(UTF_8);
    boolean signed =
        Arrays.stream(signatures.split(" "))
            .anyMatch(signature -> MessageDigest.isEqual(expected, signature.getBytes(UTF_8)));
    return signed ? "" : "No signature in the header webhook-signature is right.";
  }

  /** Signs a webhook, as base64; the head is its id and time, with a full stop after each. */
  static String sign(String secret, String head, byte[] body) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no HmacSHA256.", e);
    }
  }

  private String newSecret() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }
}
