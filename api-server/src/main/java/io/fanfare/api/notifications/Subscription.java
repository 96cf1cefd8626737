package io.fanfare.api.notifications;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.JsonBody;
import io.fanfare.schemas.notifications.Device;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A browser's `PushSubscription` as a client sends it: the schema `PushSubscription`. */
final class Subscription {

  private static final int LONGEST_ENDPOINT = 2_000;
  private static final int AUTH_BYTES = 16;
  private static final int ID_BYTES = 16;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|\\[::1]");
  private static final String EXAMPLE =
      "{\"endpoint\": \"https://…\", \"keys\": {\"p256dh\": \"…\", \"auth\": \"…\"}}";

  private final URI endpoint;
  private final byte[] p256dh;
  private final byte[] auth;

  private Subscription(URI endpoint, byte[] p256dh, byte[] auth) {
    this.endpoint = endpoint;
    this.p256dh = p256dh;
    this.auth = auth;
  }

  /**
   * Reads a subscription. No error names its values, because they are secret.
   *
   * @param allowsLoopback whether the push service may be on this machine, without TLS
   * @throws ApiException (400) if it is not valid
   */
  static Subscription read(byte[] bytes, boolean allowsLoopback) {
    JsonBody body = JsonBody.read(bytes, EXAMPLE);
    URI endpoint = endpoint(body.text("/endpoint"), allowsLoopback);
    byte[] p256dh = Base64Url.decode(body.text("/keys/p256dh"));
    if (p256dh == null || !PushKey.isKey(p256dh)) {
      throw new ApiException(
          ErrorKind.BODY_INVALID,
          "The key p256dh is not a point of the curve P-256: 65 bytes as base64url text.");
    }
    byte[] auth = Base64Url.decode(body.text("/keys/auth"));
    if (auth == null || auth.length != AUTH_BYTES) {
      throw new ApiException(
          ErrorKind.BODY_INVALID, "The key auth is not 16 bytes as base64url text.");
    }
    return new Subscription(endpoint, p256dh, auth);
  }

  private static URI endpoint(String text, boolean allowsLoopback) {
    try {
      URI endpoint = new URI(text);
      String host = endpoint.getHost();
      boolean isSafe =
          "https".equals(endpoint.getScheme())
              || (allowsLoopback
                  && "http".equals(endpoint.getScheme())
                  && host != null
                  && LOOPBACK.matcher(host).matches());
      if (isSafe
          && host != null
          && endpoint.getRawUserInfo() == null
          && endpoint.getRawFragment() == null
          && text.length() <= LONGEST_ENDPOINT) {
        return endpoint;
      }
    } catch (URISyntaxException e) {
      // Rejected below.
    }
    throw new ApiException(
        ErrorKind.BODY_INVALID,
        "The endpoint is not an https URL of at most " + LONGEST_ENDPOINT + " characters.");
  }

  /**
   * @param now µs since the epoch
   */
  Device device(long userId, long now) {
    return new Device(
        userId, id(), endpoint.toString(), ByteBuffer.wrap(p256dh), ByteBuffer.wrap(auth), now);
  }

  /** The same for each registration of the endpoint. */
  String id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(endpoint.toString().getBytes(UTF_8));
      return Base64Url.encode(Arrays.copyOf(hash, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Whether a text can be the id of a device. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
