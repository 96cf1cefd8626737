package io.fanfare.agents.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature of Standard Webhooks. */
final class WebhookSignature {

  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_KEY = 24;
  private static final int LONGEST_KEY = 64;

  private WebhookSignature() {}

  /**
   * The header webhook-signature: one signature for each secret.
   *
   * @param seconds the header webhook-timestamp
   * @throws IllegalArgumentException if a secret is malformed; the message does not repeat it
   */
  static String sign(String secrets, String id, long seconds, byte[] body) {
    byte[] head = (id + "." + seconds + ".").getBytes(UTF_8);
    return Arrays.stream(secrets.strip().split(" +"))
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(mac(key(secret), head, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] key(String secret) {
    byte[] key = {};
    if (secret.startsWith(PREFIX)) {
      try {
        key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      } catch (IllegalArgumentException e) {
        // Reported below; its message would repeat a part of the secret.
      }
    }
    if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "The secret is not 'whsec_' and base64 of 24 to 64 bytes.");
    }
    return key;
  }

  private static byte[] mac(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no HmacSHA256.", e);
    }
  }
}
