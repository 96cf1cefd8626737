package io.fanfare.api.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes bytes to text that clients keep for us: signed together with what it is good for, so that
 * nothing else is accepted, nor anywhere else.
 */
public final class Seal {

  private static final int SIGNATURE = 16;

  private final SecretKeySpec key;

  /**
   * @param purpose what no other seal of this key has
   */
  public Seal(TokenKey key, String purpose) {
    this.key = new SecretKeySpec(key.derive(purpose), "HmacSHA256");
  }

  /**
   * Text of `[A-Za-z0-9_-]` alone.
   *
   * @param goodFor of the same length whenever this seal is used, so that it can't run into the
   *     content
   */
  public String seal(byte[] content, byte[] goodFor) {
    byte[] signed = Arrays.copyOf(content, content.length + SIGNATURE);
    System.arraycopy(signature(content, goodFor), 0, signed, content.length, SIGNATURE);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The content of a sealed text; null if this seal did not make it, or not for this. */
  public byte @Nullable [] open(String text, byte[] goodFor) {
    byte[] signed = bytes(text);
    if (signed == null) {
      return null;
    }
    byte[] content = Arrays.copyOf(signed, Math.max(0, signed.length - SIGNATURE));
    byte[] signature = Arrays.copyOfRange(signed, content.length, signed.length);
    return MessageDigest.isEqual(signature, signature(content, goodFor)) ? content : null;
  }

  private byte[] signature(byte[] content, byte[] goodFor) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update(goodFor);
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
    // The last character may carry bits that the decoder ignores: then it is not what we made.
    boolean isOurs = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    return isOurs ? bytes : null;
  }
}
