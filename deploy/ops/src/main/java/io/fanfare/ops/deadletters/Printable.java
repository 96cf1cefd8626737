package io.fanfare.ops.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Escapes foreign text and bytes, so that they cannot control the terminal that shows them. */
final class Printable {

  private static final int MOST_BYTES = 32;
  private static final int LINE = 16;
  private static final int DELETE = 0x7f;

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

  /** All bytes, in lines: as text if they are UTF-8, else as hexadecimal digits with the text. */
  static List<String> dump(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.lines().map(Printable::text).toList();
    } catch (CharacterCodingException e) {
      List<String> lines = new ArrayList<>();
      for (int begin = 0; begin < bytes.length; begin += LINE) {
        lines.add(dumpedLine(bytes, begin, Math.min(bytes.length, begin + LINE)));
      }
      return lines;
    }
  }

  private static String dumpedLine(byte[] bytes, int begin, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = begin; i < end; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < DELETE ? (char) bytes[i] : '.');
    }
    String digits = HexFormat.ofDelimiter(" ").formatHex(bytes, begin, end);
    return "%08x  %-47s  %s".formatted(begin, digits, text);
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
