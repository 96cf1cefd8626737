package io.fanfare.agents.message;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts that users wrote, made fit for one line of any channel. */
public final class PlainText {

  private static final int ELLIPSIS_BYTES = 3;
  private static final int REPLACEMENT = 0xFFFD;

  private PlainText() {}

  /**
   * One line without characters that could end it or turn the text around it: control characters
   * and line ends become spaces, and overrides of the direction of writing are left out.
   *
   * @param fallback the result if nothing is left
   */
  public static String line(String text, String fallback) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isSpace(c)) {
                line.append(' ');
              } else if (!turnsText(c)) {
                line.appendCodePoint(isSurrogate(c) ? REPLACEMENT : c);
              }
            });
    String stripped = line.toString().strip();
    return stripped.isEmpty() ? fallback : stripped;
  }

  /**
   * Cuts a text to a number of bytes in UTF-8, between code points; a text that was cut ends with
   * an ellipsis, which is part of the bytes.
   */
  public static String cut(String text, int bytes) {
    if (text.getBytes(UTF_8).length <= bytes) {
      return text;
    }
    int left = bytes - ELLIPSIS_BYTES;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      left -= bytesOf(c);
      if (left < 0) {
        break;
      }
      end += Character.charCount(c);
    }
    return bytes < ELLIPSIS_BYTES ? "" : text.substring(0, end) + "…";
  }

  private static int bytesOf(int c) {
    if (c < 0x80 || isSurrogate(c)) {
      return 1; // A lone surrogate becomes a question mark.
    }
    return c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }

  private static boolean isSpace(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  private static boolean turnsText(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
