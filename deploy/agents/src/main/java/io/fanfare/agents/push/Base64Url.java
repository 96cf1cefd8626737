package io.fanfare.agents.push;

import java.util.Base64;

/** Bytes as text that web push uses everywhere: base64url without padding. */
final class Base64Url {

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws IllegalArgumentException if the text is not base64url
   */
  static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
