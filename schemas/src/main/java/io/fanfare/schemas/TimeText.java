package io.fanfare.schemas;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads times in the forms that clients and files write: ISO 8601 with an offset, the form of our
 * answers (`2026/11/20 10:00:00 +0000`), and `2026-11-20 10:00:00`, which is UTC, or with an
 * offset.
 */
public final class TimeText {

  /** A `+` that was not encoded in a URL arrives as a space. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?<date>[0-9]{4}([-/])[0-9]{2}\\2[0-9]{2})(?<gap>[T ])"
              + "(?<time>[0-9]{2}:[0-9]{2}(?<seconds>:[0-9]{2}(\\.[0-9]{1,9})?)?)"
              + "(?<zone> ?(Z|UTC|[-+ ][0-9]{2}(:?[0-9]{2})?))?",
          Pattern.CASE_INSENSITIVE);

  private TimeText() {}

  /**
   * Reads a time.
   *
   * @throws DateTimeException if the text is none
   */
  public static Instant parse(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("not a time of a known form");
    }
    String zone = parts.group("zone");
    boolean isUtcWithoutZone =
        parts.group("gap").equals(" ")
            && parts.group("date").indexOf('-') > 0
            && parts.group("seconds") != null;
    if (zone == null && !isUtcWithoutZone) {
      throw new DateTimeException("without an offset");
    }
    return LocalDateTime.of(
            LocalDate.parse(parts.group("date").replace('/', '-')),
            LocalTime.parse(parts.group("time")))
        .toInstant(offset(zone));
  }

  private static ZoneOffset offset(@Nullable String zone) {
    String digits = zone == null ? "" : zone.replaceAll("[^0-9]", "");
    if (digits.isEmpty()) {
      return ZoneOffset.UTC;
    }
    int sign = zone != null && zone.indexOf('-') >= 0 ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(
        sign * Integer.parseInt(digits.substring(0, 2)),
        digits.length() == 2 ? 0 : sign * Integer.parseInt(digits.substring(2)));
  }
}
