package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Escapes foreign text and bytes, so that they cannot control the terminal that shows them. */
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

  /** Bytes as text if they are UTF-8, else as hexadecimal digits, cut if there are many. */
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
