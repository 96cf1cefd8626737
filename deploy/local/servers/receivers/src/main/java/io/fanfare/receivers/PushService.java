package io.fanfare.receivers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.receivers.Faults.Fault;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A push service and the browsers behind it: it decrypts what it accepts. */
final class PushService {

  private static final int LARGEST_BODY = 4096;
  private static final int LARGEST_COUNT_OF_SUBSCRIPTIONS = 100_000;

  /** What the creator of a subscription gets; the keys are base64url. */
  record Created(String id, String endpoint, Map<String, String> keys) {}

  /**
   * One request to the service.
   *
   * @param text what was decrypted; empty if it could not be
   * @param status the answer
   * @param problem why the answer is not 201; empty if it is
   */
  record Push(
      String received,
      String subscription,
      @Nullable String ttl,
      @Nullable String urgency,
      @Nullable String topic,
      String text,
      int status,
      String problem) {}

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares or changes it.
  private record Browser(KeyPair keys, byte[] auth, @Nullable String serverKey) {
    ECPublicKey publicKey() {
      return (ECPublicKey) keys.getPublic();
    }
  }

  private record Verdict(int status, String text, String problem) {}

  private final Latest<Push> pushes = new Latest<>();
  private final Map<String, Browser> browsers = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final String origin;
  private final Faults faults;
  private final Clock clock;

  /**
   * @param origin scheme, host and port by which senders reach this service
   */
  PushService(String origin, Faults faults, Clock clock) {
    this.origin = origin;
    this.faults = faults;
    this.clock = clock;
  }

  Latest<Push> pushes() {
    return pushes;
  }

  /**
   * Creates a subscription, and drops the oldest one if there are too many.
   *
   * @param serverKey the only VAPID key that may send to it, as base64url; null for any
   */
  Created subscribe(@Nullable String serverKey) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    Browser browser = new Browser(generator.generateKeyPair(), random(16), serverKey);
    String id = encode(random(12));
    synchronized (browsers) {
      browsers.put(id, browser);
      if (browsers.size() > LARGEST_COUNT_OF_SUBSCRIPTIONS) {
        browsers.remove(browsers.keySet().iterator().next());
      }
    }
    return new Created(
        id,
        origin + "/push/" + id,
        Map.of(
            "p256dh",
            encode(PushDecryption.point(browser.publicKey())),
            "auth",
            encode(browser.auth())));
  }

  /** Ends a subscription: pushes to it are answered with 410. */
  boolean unsubscribe(String id) {
    synchronized (browsers) {
      return browsers.remove(id) != null;
    }
  }

  Reply push(String id, Request request) {
    Fault fault = faults.next("push", id);
    Verdict verdict =
        fault == null
            ? judge(id, request)
            : new Verdict(fault.status(), "", "A fault that somebody set.");
    pushes.add(
        new Push(
            clock.instant().toString(),
            id,
            request.header("TTL"),
            request.header("Urgency"),
            request.header("Topic"),
            verdict.text(),
            verdict.status(),
            verdict.problem()));
    if (fault != null) {
      return Reply.of(fault);
    }
    Reply reply = Reply.text(verdict.status(), verdict.problem());
    return verdict.status() == 201
        ? reply.with("Location", origin + "/pushes/" + encode(random(9)))
        : reply;
  }

  private Verdict judge(String id, Request request) {
    Browser browser;
    synchronized (browsers) {
      browser = browsers.get(id);
    }
    if (browser == null) {
      return new Verdict(410, "", "There is no such subscription, or no longer.");
    }
    String problem = problemOfHeaders(request);
    if (!problem.isEmpty()) {
      return new Verdict(400, "", problem);
    }
    problem =
        VapidCheck.problem(
            request.header("Authorization"),
            origin,
            browser.serverKey(),
            browser.publicKey(),
            clock.instant());
    if (!problem.isEmpty()) {
      return new Verdict(403, "", problem);
    }
    if (request.body().length > LARGEST_BODY) {
      return new Verdict(413, "", "The body is larger than 4096 bytes.");
    }
    try {
      byte[] text =
          PushDecryption.decrypt(
              request.body(),
              (ECPrivateKey) browser.keys().getPrivate(),
              browser.publicKey(),
              browser.auth());
      return new Verdict(201, new String(text, UTF_8), "");
    } catch (GeneralSecurityException e) {
      return new Verdict(400, "", "The body cannot be decrypted: " + e.getMessage());
    }
  }

  private static String problemOfHeaders(Request request) {
    if (!matches(request.header("TTL"), "[0-9]{1,10}")) {
      return "The header TTL is missing or not a number.";
    }
    if (!"aes128gcm".equals(request.header("Content-Encoding"))) {
      return "The header Content-Encoding is not aes128gcm.";
    }
    String topic = request.header("Topic");
    if (topic != null && !topic.matches("[A-Za-z0-9_-]{1,32}")) {
      return "The header Topic is not 1 to 32 characters of base64url.";
    }
    String urgency = request.header("Urgency");
    if (urgency != null && !urgency.matches("very-low|low|normal|high")) {
      return "The header Urgency is none of very-low, low, normal, high.";
    }
    return "";
  }

  private static boolean matches(@Nullable String text, String pattern) {
    return text != null && text.matches(pattern);
  }

  private byte[] random(int bytes) {
    byte[] result = new byte[bytes];
    random.nextBytes(result);
    return result;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
