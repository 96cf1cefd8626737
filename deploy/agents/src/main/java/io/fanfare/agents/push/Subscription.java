package io.fanfare.agents.push;

import java.net.URI;
import java.util.Arrays;
import java.util.Objects;

/**
 * Where a browser gets its pushes, as its `PushSubscription` tells it.
 *
 * @param endpoint holds a secret in its path: who knows it may spend the browser's quota
 * @param p256dh the browser's public key, 65 bytes: 4, x, y
 * @param auth the secret of the subscription, 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content below; nobody changes them.
public record Subscription(URI endpoint, byte[] p256dh, byte[] auth) {

  private static final int AUTH_BYTES = 16;

  /**
   * @throws IllegalArgumentException if a key has a wrong length or is no point of the curve
   */
  public Subscription {
    if (auth.length != AUTH_BYTES) {
      throw new IllegalArgumentException("The secret 'auth' does not have 16 bytes.");
    }
    P256.decode(p256dh);
  }

  /**
   * A subscription as text.
   *
   * @param p256dh base64url
   * @param auth base64url
   * @throws IllegalArgumentException if a text is malformed, or a key is
   */
  public static Subscription of(String endpoint, String p256dh, String auth) {
    return new Subscription(URI.create(endpoint), Base64Url.decode(p256dh), Base64Url.decode(auth));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Subscription that
        && endpoint.equals(that.endpoint)
        && Arrays.equals(p256dh, that.p256dh)
        && Arrays.equals(auth, that.auth);
  }

  @Override
  public int hashCode() {
    return Objects.hash(endpoint, Arrays.hashCode(p256dh), Arrays.hashCode(auth));
  }

  /** The host only: the rest is secret. */
  @Override
  public String toString() {
    return "Subscription[" + endpoint.getHost() + "]";
  }
}
