package io.fanfare.connectors.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The types of the contract's columns, and how each is read from Debezium's value of a column. The
 * column of a source may have another type than in the reference schema, if its values convert
 * exactly. A value that does not is rejected.
 */
enum ContractType {
  /** A whole number, or a point in time in µs. */
  LONG {
    @Override
    Object read(@Nullable String schemaName, Object value) throws UnreadableException {
      if (schemaName != null && SourceTime.isInstant(schemaName)) {
        return SourceTime.micros(schemaName, value);
      }
      return wholeNumber(schemaName, value);
    }
  },
  INT {
    @Override
    Object read(@Nullable String schemaName, Object value) throws UnreadableException {
      long number = wholeNumber(schemaName, value);
      if (number != (int) number) {
        throw new UnreadableException("is %d, which has more than 32 bits".formatted(number));
      }
      return (int) number;
    }
  },
  BOOLEAN {
    @Override
    Object read(@Nullable String schemaName, Object value) throws UnreadableException {
      if (value instanceof Boolean flag) {
        return flag;
      }
      byte[] bits = bytes(value);
      if (bits != null) {
        return anyBit(bits);
      }
      if (value instanceof String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
          case "1", "true" -> true;
          case "0", "false" -> false;
          default ->
              throw new UnreadableException("is %s, not a truth value".formatted(excerpt(value)));
        };
      }
      return wholeNumber(schemaName, value) != 0;
    }
  },
  STRING {
    @Override
    Object read(@Nullable String schemaName, Object value) throws UnreadableException {
      if (value instanceof String) {
        return value;
      }
      if (schemaName != null && SourceTime.isClock(schemaName)) {
        return SourceTime.clock(schemaName, value);
      }
      if (value instanceof Number && !SourceTime.isInstant(schemaName)) {
        return value.toString();
      }
      if (value instanceof Boolean) {
        return value.toString();
      }
      byte[] bytes = bytes(value);
      if (bytes == null) {
        throw new UnreadableException("is a %s, not text".formatted(kind(schemaName, value)));
      }
      return text(bytes);
    }
  };

  private static final int LONGEST_EXCERPT = 40;

  /** More than a DECIMAL has; a text with an exponent may have billions. */
  private static final int MOST_DECIMALS = 1_000;

  static ContractType of(Schema.Type type) {
    return switch (type) {
      case LONG -> LONG;
      case INT -> INT;
      case BOOLEAN -> BOOLEAN;
      case STRING -> STRING;
      default ->
          throw new IllegalArgumentException(
              "A column of the contract has an unsupported type: " + type);
    };
  }

  /**
   * Reads a value that is not NULL.
   *
   * @param schemaName the name of the column's schema, which defines the meaning of its values
   * @throws UnreadableException if the type cannot hold the value; the reason is the rest of a
   *     sentence that begins with the column
   */
  abstract Object read(@Nullable String schemaName, Object value) throws UnreadableException;

  /**
   * A number with a fraction, rounded if this is a type of whole numbers; any other value as it is.
   * Only for columns that no rule needs: an id is never rounded.
   */
  Object rounded(Object value) {
    boolean mayBeFraction =
        value instanceof String
            || value instanceof Double
            || value instanceof Float
            || value instanceof BigDecimal;
    if (mayBeFraction && (this == INT || this == LONG)) {
      try {
        BigDecimal number = new BigDecimal(value.toString().strip());
        return number.scale() > 0 && number.scale() <= MOST_DECIMALS
            ? number.setScale(0, RoundingMode.HALF_UP).toPlainString()
            : value;
      } catch (NumberFormatException e) {
        // Reading it fails with a reason.
        return value;
      }
    }
    return value;
  }

  private static long wholeNumber(@Nullable String schemaName, Object value)
      throws UnreadableException {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      if (SourceTime.isClock(schemaName) || SourceTime.isInstant(schemaName)) {
        throw new UnreadableException("is a %s, not a number".formatted(kind(schemaName, value)));
      }
      return ((Number) value).longValue();
    }
    // Decimals arrive as text, which keeps them exact.
    if (value instanceof Number || value instanceof String) {
      try {
        return new BigDecimal(value.toString().strip()).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw new UnreadableException(
            "is %s, not a whole number of 64 bits".formatted(excerpt(value)));
      }
    }
    throw new UnreadableException("is a %s, not a number".formatted(kind(schemaName, value)));
  }

  private static byte @Nullable [] bytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] copy = new byte[buffer.remaining()];
      buffer.duplicate().get(copy);
      return copy;
    }
    return value instanceof byte[] bytes ? bytes : null;
  }

  private static boolean anyBit(byte[] bits) {
    for (byte some : bits) {
      if (some != 0) {
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] bytes) throws UnreadableException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableException("has bytes that are not UTF-8 text");
    }
  }

  private static String kind(@Nullable String schemaName, Object value) {
    return schemaName == null ? value.getClass().getSimpleName() : schemaName;
  }

  private static String excerpt(Object value) {
    String text = value.toString();
    return "'%s'"
        .formatted(
            text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…");
  }
}
