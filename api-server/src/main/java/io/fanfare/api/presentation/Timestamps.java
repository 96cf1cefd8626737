package io.fanfare.api.presentation;

import io.fanfare.schemas.Micros;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The two ways in which SoundCloud's public API writes times, both to the second: activities and
 * tracks by their examples, users, whose times the schema declares as `date-time`, by RFC 3339.
 */
public final class Timestamps {

  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss xxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Timestamps() {}

  /** `2020/10/12 12:03:00 +0000`, of µs since the epoch. */
  public static String spaced(long micros) {
    return SPACED.format(Micros.toInstant(micros));
  }

  /** `2020-10-12T12:03:00Z`, of µs since the epoch. */
  public static String dateTime(long micros) {
    return Micros.toInstant(micros).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
