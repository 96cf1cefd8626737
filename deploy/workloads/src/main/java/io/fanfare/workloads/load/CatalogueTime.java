package io.fanfare.workloads.load;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.TimeText;
import io.fanfare.schemas.models.ModelBroadcastRule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as catalogues write them. */
final class CatalogueTime {

  private static final int DATE_LENGTH = "2024-05-01".length();

  /**
   * The first time that a `DATETIME` holds: the beginning of the year 1000, in µs since the epoch.
   */
  static final long FIRST = -30_610_224_000_000_000L;

  private CatalogueTime() {}

  /**
   * Reads {@code 2024-05-01}, ISO 8601 without an offset, which is UTC, and the forms of {@link
   * TimeText}.
   *
   * @return µs since the epoch
   * @throws IllegalArgumentException if it is no such time
   */
  static long micros(String text) {
    try {
      return moved(Micros.of(instant(text)), 0);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * A time that is moved.
   *
   * @param micros since the epoch
   * @throws IllegalArgumentException if no `DATETIME` holds it then
   */
  static long moved(long micros, long shift) {
    long moved = micros + shift;
    if (moved < FIRST || moved > ModelBroadcastRule.LAST_TIME) {
      throw new IllegalArgumentException("No DATETIME holds this time");
    }
    return moved;
  }

  private static Instant instant(String text) {
    if (text.length() < DATE_LENGTH) {
      throw new IllegalArgumentException("Too short for a date");
    }
    if (text.length() == DATE_LENGTH) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    try {
      return TimeText.parse(text);
    } catch (DateTimeException e) {
      String iso = text.replace(' ', 'T');
      boolean hasOffset = iso.endsWith("Z") || iso.substring(DATE_LENGTH).matches(".*[+-].*");
      return hasOffset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
  }
}
