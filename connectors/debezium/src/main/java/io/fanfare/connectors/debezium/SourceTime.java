package io.fanfare.connectors.debezium;

import io.fanfare.schemas.Micros;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times as Debezium and Connect write them: a number or text, whose meaning depends on the name of
 * the column's schema.
 */
@SuppressWarnings("JavaUtilDate") // Connect's own type of times
final class SourceTime {

  private static final Set<String> INSTANTS =
      Set.of(
          "io.debezium.time.Timestamp",
          "io.debezium.time.MicroTimestamp",
          "io.debezium.time.NanoTimestamp",
          "io.debezium.time.ZonedTimestamp",
          "io.debezium.time.Date",
          "org.apache.kafka.connect.data.Timestamp",
          "org.apache.kafka.connect.data.Date");

  private static final Set<String> CLOCKS =
      Set.of(
          "io.debezium.time.Time",
          "io.debezium.time.MicroTime",
          "io.debezium.time.NanoTime",
          "org.apache.kafka.connect.data.Time");

  private SourceTime() {}

  /** Whether the column holds points in time: DATETIME, TIMESTAMP or DATE. */
  static boolean isInstant(@Nullable String schemaName) {
    return schemaName != null && INSTANTS.contains(schemaName);
  }

  /** Whether the column holds a time of day or a duration: TIME. */
  static boolean isClock(@Nullable String schemaName) {
    return schemaName != null && CLOCKS.contains(schemaName);
  }

  /** A point in time in µs since the epoch; finer digits are dropped. */
  static long micros(String schemaName, Object value) throws UnreadableException {
    try {
      if (value instanceof Date date) {
        return Math.multiplyExact(date.getTime(), 1_000L);
      }
      if (value instanceof String text) {
        return Micros.of(OffsetDateTime.parse(text).toInstant());
      }
      long number = ((Number) value).longValue();
      return switch (schemaName) {
        case "io.debezium.time.Timestamp" -> Math.multiplyExact(number, 1_000L);
        case "io.debezium.time.MicroTimestamp" -> number;
        case "io.debezium.time.NanoTimestamp" -> Math.floorDiv(number, 1_000L);
        case "io.debezium.time.Date" -> Math.multiplyExact(number, TimeUnit.DAYS.toMicros(1));
        default -> throw new UnreadableException("is not a valid " + schemaName);
      };
    } catch (ArithmeticException | DateTimeException | ClassCastException e) {
      throw new UnreadableException("is not a valid " + schemaName);
    }
  }

  /** A time of day as `HH:MM:SS`; finer digits are dropped. */
  static String clock(String schemaName, Object value) throws UnreadableException {
    long perSecond =
        switch (schemaName) {
          case "io.debezium.time.MicroTime" -> 1_000_000L;
          case "io.debezium.time.NanoTime" -> 1_000_000_000L;
          default -> 1_000L;
        };
    if (value instanceof Date date) {
      return clock(date.getTime() / perSecond);
    }
    if (value instanceof Number number) {
      return clock(number.longValue() / perSecond);
    }
    throw new UnreadableException("is not a valid " + schemaName);
  }

  /** MySQL's TIME may be negative and may have more than 24 hours. */
  private static String clock(long seconds) {
    long absolute = Math.abs(seconds);
    return "%s%02d:%02d:%02d"
        .formatted(seconds < 0 ? "-" : "", absolute / 3_600, absolute / 60 % 60, absolute % 60);
  }
}
