package io.fanfare.api.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into text that clients store for the server. The text is signed together with its
 * scope, so that the server accepts neither other text nor this text in another scope.
 */
public final class Seal {

  private static final int SIGNATURE = 16;

  /** The first signs. */
  private final List<SecretKeySpec> keys;

  /**
   * @param key what it accepts, the seal accepts, too
   * @param purpose unique among the seals of this key
   */
  public Seal(TokenKey key, String purpose) {
    this.keys =
        key.accepted().stream()
            .map(accepted -> new SecretKeySpec(accepted.derive(purpose), "HmacSHA256"))
            .toList();
  }

  /**
   * Signs content; the text consists of `[A-Za-z0-9_-]`.
   *
   * @param scope where the text is valid; always of the same length, so that it can't run into the
   *     content
   */
  public String seal(byte[] content, byte[] scope) {
    byte[] signed = Arrays.copyOf(content, content.length + SIGNATURE);
    System.arraycopy(signature(keys.get(0), content, scope), 0, signed, content.length, SIGNATURE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The content of a sealed text; null if this seal did not make it for this scope. */
  public byte @Nullable [] open(String text, byte[] scope) {
    byte[] signed = bytes(text);
    if (signed == null) {
      return null;
    }
    byte[] content = Arrays.copyOf(signed, Math.max(0, signed.length - SIGNATURE));
    byte[] signature = Arrays.copyOfRange(signed, content.length, signed.length);
    return keys.stream()
            .anyMatch(key -> MessageDigest.isEqual(signature, signature(key, content, scope)))
        ? content
        : null;
  }

  private static byte[] signature(SecretKeySpec key, byte[] content, byte[] scope) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(scope);
      return Arrays.copyOf(mac.doFinal(content), SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  private static byte @Nullable [] bytes(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    // The decoder ignores some bits of the last character: the seal never sets them.
    boolean isOurs = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    return isOurs ? bytes : null;
  }
}
