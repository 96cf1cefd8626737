package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Text and bytes of strangers, so that they do nothing to the terminal that shows them. */
final class Printable {

  private static final int MOST_BYTES = 32;

  private Printable() {}

  /** The text with control and formatting characters escaped. */
  static String text(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (Character.getType(point)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    shown.append("\\u%04x".formatted(point));
                default -> shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  /** As text if it is UTF-8, else in hexadecimal; what is long is cut. */
  static String bytes(byte[] bytes) {
    try {
      return text(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      int shown = Math.min(bytes.length, MOST_BYTES);
      return "0x"
          + HexFormat.of().formatHex(bytes, 0, shown)
          + (shown < bytes.length ? "… (" + bytes.length + " bytes)" : "");
    }
  }
}
