package io.fanfare.api.stats;

import io.fanfare.api.errors.ApiException;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.schemas.TimeText;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of time that is cut into points, by the calendar of a time zone.
 *
 * @param bounds the beginnings of its points, ascending, and the end of the last one
 */
record StatsRange(Granularity granularity, ZoneId zone, List<ZonedDateTime> bounds) {

  private static final int MOST_POINTS = 1_500;

  private static final Duration DEFAULT = Duration.ofDays(1);

  /** The longest ranges of a granularity by default: a chart has a few hundred points at most. */
  private static final Duration LONGEST_OF_MINUTES = Duration.ofHours(3);

  private static final int SECONDS_OF_A_MINUTE = 60;

  private static final Duration LONGEST_OF_HOURS = Duration.ofDays(8);
  private static final Duration LONGEST_OF_DAYS = Duration.ofDays(100);

  /**
   * Reads `from`, `to`, `granularity` and `time_zone`. The range is widened to whole points, which
   * begin where kept cells begin.
   *
   * @throws ApiException (400) if one of them is wrong, they make too many points, or cells of the
   *     granularity are no longer kept
   */
  static StatsRange of(QueryParameters parameters, Instant now) {
    Instant to = time(parameters, "to", now);
    Instant from = time(parameters, "from", to.minus(DEFAULT));
    if (!from.isBefore(to)) {
      throw new ApiException(400, "The parameter from is not before to.");
    }
    ZoneId zone = zone(parameters);
    KeptCells kept = new KeptCells(now.getEpochSecond());
    Granularity granularity = granularity(parameters, kept, from.atZone(zone), to);
    ZonedDateTime begin = begin(granularity, from.atZone(zone));
    kept.require(granularity, begin);
    List<ZonedDateTime> bounds = new ArrayList<>(List.of(kept.bound(begin)));
    while (begin.toInstant().isBefore(to)) {
      if (bounds.size() > MOST_POINTS) {
        throw new ApiException(
            400,
            "The range has more than %d points: make it shorter, or the granularity coarser."
                .formatted(MOST_POINTS));
      }
      begin = next(granularity, begin);
      ZonedDateTime bound = kept.bound(begin);
      // Two hours of a zone whose clocks change by half an hour may begin in one of UTC.
      if (bound.isAfter(last(bounds))) {
        bounds.add(bound);
      }
    }
    return new StatsRange(granularity, zone, bounds);
  }

  /** The number of points. */
  int points() {
    return bounds.size() - 1;
  }

  /** The segments that the range is read from; points that have not begun have no counts. */
  List<Segment> segments(Instant now) {
    List<Long> seconds = seconds();
    long begun = seconds.stream().takeWhile(begin -> begin <= now.getEpochSecond()).count();
    return Segment.of(seconds.subList(0, (int) Math.min(begun + 1, seconds.size())));
  }

  /** When the points begin, and the last one ends, s since the epoch. */
  List<Long> seconds() {
    return bounds.stream().map(ZonedDateTime::toEpochSecond).toList();
  }

  private static ZonedDateTime last(List<ZonedDateTime> bounds) {
    return bounds.get(bounds.size() - 1);
  }

  private static ZonedDateTime begin(Granularity granularity, ZonedDateTime time) {
    return switch (granularity) {
      case MINUTE -> time.truncatedTo(ChronoUnit.MINUTES);
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> time.toLocalDate().atStartOfDay(time.getZone());
      case MONTH -> time.toLocalDate().withDayOfMonth(1).atStartOfDay(time.getZone());
      case ALL -> throw new IllegalArgumentException("no range");
    };
  }

  /** Days and months begin by the zone's calendar, also where its clocks change. */
  private static ZonedDateTime next(Granularity granularity, ZonedDateTime begin) {
    return switch (granularity) {
      case MINUTE -> begin.plusMinutes(1);
      case HOUR -> nextHour(begin);
      case DAY -> begin.toLocalDate().plusDays(1).atStartOfDay(begin.getZone());
      case MONTH -> begin.toLocalDate().plusMonths(1).atStartOfDay(begin.getZone());
      case ALL -> throw new IllegalArgumentException("no range");
    };
  }

  /** A local hour is shorter or longer where clocks change by half an hour. */
  private static ZonedDateTime nextHour(ZonedDateTime begin) {
    ZonedDateTime time = begin.plusHours(1);
    while (!time.truncatedTo(ChronoUnit.HOURS).isAfter(begin)) {
      time = time.plusHours(1);
    }
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  private static Instant time(QueryParameters parameters, String name, Instant otherwise) {
    String text = parameters.single(name);
    if (text == null) {
      return otherwise;
    }
    try {
      Instant time = TimeText.parse(text);
      int year = time.atZone(ZoneOffset.UTC).getYear();
      if (year >= StatsRetention.FIRST_YEAR && year <= StatsRetention.LAST_YEAR) {
        return time;
      }
    } catch (DateTimeException e) {
      // Rejected below.
    }
    throw new ApiException(
        400,
        "The parameter %s is not a time from %d to %d such as 2026-11-20T10:00:00Z."
            .formatted(name, StatsRetention.FIRST_YEAR, StatsRetention.LAST_YEAR));
  }

  private static ZoneId zone(QueryParameters parameters) {
    String text = parameters.single("time_zone");
    try {
      ZoneId zone = ZoneId.of(text == null ? "UTC" : text);
      // The finest cells are of minutes.
      if (!(zone.normalized() instanceof ZoneOffset offset)
          || offset.getTotalSeconds() % SECONDS_OF_A_MINUTE == 0) {
        return zone;
      }
    } catch (DateTimeException e) {
      // Rejected below.
    }
    throw new ApiException(
        400, "The parameter time_zone is not a time zone such as Europe/Berlin or +05:30.");
  }

  private static Granularity granularity(
      QueryParameters parameters, KeptCells kept, ZonedDateTime from, Instant to) {
    String text = parameters.single("granularity");
    if (text == null) {
      Granularity granularity = defaultFor(Duration.between(from.toInstant(), to));
      while (!kept.reach(granularity, begin(granularity, from))) {
        granularity = Granularity.values()[granularity.ordinal() + 1];
      }
      return granularity;
    }
    Granularity granularity = named(text);
    if (granularity == null) {
      throw new ApiException(
          400, "The parameter granularity is none of minute, hour, day and month.");
    }
    return granularity;
  }

  private static Granularity defaultFor(Duration range) {
    if (range.compareTo(LONGEST_OF_MINUTES) <= 0) {
      return Granularity.MINUTE;
    }
    if (range.compareTo(LONGEST_OF_HOURS) <= 0) {
      return Granularity.HOUR;
    }
    return range.compareTo(LONGEST_OF_DAYS) <= 0 ? Granularity.DAY : Granularity.MONTH;
  }

  private static @Nullable Granularity named(String text) {
    for (Granularity granularity : Granularity.values()) {
      if (granularity != Granularity.ALL && StatsParameters.name(granularity).equals(text)) {
        return granularity;
      }
    }
    return null;
  }
}
