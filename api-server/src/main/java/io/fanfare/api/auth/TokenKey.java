package io.fanfare.api.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secret that signs tokens, and from which other keys are derived. While it is changed, another
 * one may be accepted, too.
 */
public final class TokenKey {

  /** HS256 needs a key as long as its hash. */
  private static final int LEAST_BYTES = 32;

  private final byte[] bytes;
  private final @Nullable TokenKey other;

  private TokenKey(byte[] bytes, @Nullable TokenKey other) {
    this.bytes = bytes;
    this.other = other;
  }

  /** This key to sign with, and another that is only accepted. */
  public TokenKey accepting(TokenKey other) {
    return new TokenKey(bytes, other);
  }

  /** The keys whose signatures are accepted, this one first. */
  List<TokenKey> accepted() {
    return other == null ? List.of(this) : List.of(this, other);
  }

  /**
   * Reads a key.
   *
   * @param text at least 32 random bytes as base64url text, with or without padding
   * @throws IllegalArgumentException if it is not a key; the message is one sentence without the
   *     text
   */
  public static TokenKey parse(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The token key is not base64url text.", e);
    }
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "The token key has %d bytes: HS256 needs %d random bytes or more, as base64url text."
              .formatted(bytes.length, LEAST_BYTES));
    }
    return new TokenKey(bytes, null);
  }

  /** Derives a key of 32 bytes for another purpose; this key can't be computed from it. */
  public byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  /** Whether another key is this one, however it is written. */
  public boolean isSame(TokenKey another) {
    return MessageDigest.isEqual(bytes, another.bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
