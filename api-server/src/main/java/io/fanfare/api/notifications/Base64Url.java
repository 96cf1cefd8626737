package io.fanfare.api.notifications;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes as base64url text, as browsers write them. */
final class Base64Url {

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes of a text, with or without padding; null if it is none. */
  static byte @Nullable [] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
