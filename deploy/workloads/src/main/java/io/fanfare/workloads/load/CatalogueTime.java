package io.fanfare.workloads.load;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as catalogues write them. */
final class CatalogueTime {

  private static final int DATE_LENGTH = "2024-05-01".length();

  /** What a DATETIME holds. */
  private static final int FIRST_YEAR = 1000;

  private static final int LAST_YEAR = 9999;

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
      Instant time = instant(text);
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      if (year < FIRST_YEAR || year > LAST_YEAR) {
        throw new IllegalArgumentException("No DATETIME holds the year " + year);
      }
      return Micros.of(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
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
