package io.fanfare.schemas.notifications;

import io.fanfare.schemas.Micros;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * When a message about an activity is due. Digest windows are aligned to the recipient's day, not
 * to the first activity, so a replay forms the same digests. A local time that a change of the
 * clock skips is later by what was skipped; one that occurs twice is the first.
 */
public final class Slots {

  private static final int MINUTES_OF_DAY = 24 * 60;

  /** Epoch day 4 is a Monday: digests of a week begin there. */
  private static final int FIRST_MONDAY = 4;

  private Slots() {}

  /**
   * When a message is due.
   *
   * @param time of the activity, or of its change if that is later; µs since the epoch
   * @return µs since the epoch; the same if it is due at once
   */
  public static long due(long time, Setting setting) {
    Instant instant = Micros.toInstant(time);
    Instant window = setting.getDigestMinutes() > 0 ? endOfWindow(instant, setting) : instant;
    return Micros.of(endOfQuiet(window, setting));
  }

  /** The end of the quiet hours that a time is in; the time itself outside of them. Both µs. */
  public static long endOfQuiet(long time, Setting setting) {
    return Micros.of(endOfQuiet(Micros.toInstant(time), setting));
  }

  /** The end of the digest window that an instant is in. */
  private static Instant endOfWindow(Instant instant, Setting setting) {
    ZoneId zone = zone(setting);
    LocalDateTime local = instant.atZone(zone).toLocalDateTime();
    Instant end = firstBoundary(local, instant, setting);
    ZoneOffsetTransition last = zone.getRules().previousTransition(instant);
    if (last == null || !instant.isBefore(last.getInstant().plus(last.getDuration()))) {
      return end;
    }
    // What the clock skipped is later: its boundaries may lie between those of the hour after it.
    LocalDateTime skipped = last.getDateTimeBefore().minusMinutes(1);
    Instant later = firstBoundary(skipped, instant, setting);
    return later.isBefore(end) ? later : end;
  }

  /** The first boundary after a local time that is after an instant, too. */
  private static Instant firstBoundary(LocalDateTime local, Instant instant, Setting setting) {
    LocalDateTime boundary = local;
    Instant resolved;
    do {
      boundary = nextBoundary(boundary, setting.getDigestMinutes());
      resolved = boundary.atZone(zone(setting)).toInstant();
      // In the hour that occurs twice, the windows of its second time have ended already.
    } while (!resolved.isAfter(instant));
    return resolved;
  }

  /** The first boundary of windows after a local time. A day begins with one. */
  private static LocalDateTime nextBoundary(LocalDateTime local, int minutes) {
    LocalDate day = local.toLocalDate();
    if (minutes >= MINUTES_OF_DAY) {
      int days = minutes / MINUTES_OF_DAY;
      long into = Math.floorMod(day.toEpochDay() - FIRST_MONDAY, days);
      return day.plusDays(days - into).atStartOfDay();
    }
    int minuteOfDay = local.toLocalTime().toSecondOfDay() / 60;
    int next = (minuteOfDay / minutes + 1) * minutes;
    return next < MINUTES_OF_DAY
        ? day.atStartOfDay().plusMinutes(next)
        : day.plusDays(1).atStartOfDay();
  }

  /** The end of the quiet hours that an instant is in; the instant itself outside of them. */
  private static Instant endOfQuiet(Instant instant, Setting setting) {
    Integer from = setting.getQuietFrom();
    Integer to = setting.getQuietTo();
    if (from == null || to == null || from.equals(to)) {
      return instant;
    }
    ZoneId zone = zone(setting);
    LocalDate day = instant.atZone(zone).toLocalDate();
    // Quiet hours that began the day before may last until today; a skipped day adds another.
    for (LocalDate began = day.minusDays(2); !began.isAfter(day); began = began.plusDays(1)) {
      Instant start = resolve(began, from, zone);
      Instant end = resolve(from < to ? began : began.plusDays(1), to, zone);
      if (!instant.isBefore(start) && instant.isBefore(end)) {
        return end;
      }
    }
    return instant;
  }

  private static Instant resolve(LocalDate day, int secondOfDay, ZoneId zone) {
    return day.atTime(LocalTime.ofSecondOfDay(secondOfDay)).atZone(zone).toInstant();
  }

  private static ZoneId zone(Setting setting) {
    return ZoneId.of(setting.getTimeZone());
  }
}
