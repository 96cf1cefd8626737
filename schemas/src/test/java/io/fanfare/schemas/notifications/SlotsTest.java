package io.fanfare.schemas.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");
  private static final int DAY = 24 * 60;

  @Test
  void isDueAtOnceWithoutDigestAndQuietHours() {
    assertThat(due("2026-06-01T10:07:11Z", setting(0, null, null, "UTC")))
        .isEqualTo("2026-06-01T10:07:11Z");
  }

  @Test
  void alignsWindowsToTheRecipientsDay() {
    assertThat(due("2026-06-01T10:07:11Z", setting(15, null, null, "UTC")))
        .isEqualTo("2026-06-01T10:15:00Z");
    assertThat(due("2026-06-01T10:15:00Z", setting(15, null, null, "UTC")))
        .isEqualTo("2026-06-01T10:30:00Z");
    assertThat(due("2026-06-01T10:07:11Z", setting(60, null, null, "Asia/Kathmandu")))
        .isEqualTo("2026-06-01T10:15:00Z");
    assertThat(due("2026-06-01T10:07:11Z", setting(DAY, null, null, "Europe/Berlin")))
        .isEqualTo("2026-06-01T22:00:00Z");
  }

  @Test
  void beginsWeeksOnMonday() {
    assertThat(due("2026-06-01T00:00:00Z", setting(7 * DAY, null, null, "UTC")))
        .isEqualTo("2026-06-08T00:00:00Z");
    assertThat(due("2026-06-07T23:59:59Z", setting(7 * DAY, null, null, "UTC")))
        .isEqualTo("2026-06-08T00:00:00Z");
  }

  @Test
  void endsTheLastWindowWithTheDay() {
    assertThat(due("2026-06-01T23:59:00Z", setting(7, null, null, "UTC")))
        .isEqualTo("2026-06-02T00:00:00Z");
  }

  @Test
  void movesToTheEndOfQuietHours() {
    Setting nights = setting(0, "22:00", "08:00", "Europe/Berlin");
    assertThat(due("2026-06-01T19:59:59Z", nights)).isEqualTo("2026-06-01T19:59:59Z");
    assertThat(due("2026-06-01T20:00:00Z", nights)).isEqualTo("2026-06-02T06:00:00Z");
    assertThat(due("2026-06-02T05:59:59Z", nights)).isEqualTo("2026-06-02T06:00:00Z");
    assertThat(due("2026-06-02T06:00:00Z", nights)).isEqualTo("2026-06-02T06:00:00Z");
    assertThat(due("2026-06-01T12:00:00Z", setting(DAY, "22:00", "08:00", "Europe/Berlin")))
        .isEqualTo("2026-06-02T06:00:00Z");
  }

  /** The clock goes from 2 to 3 in March, and from 3 back to 2 in October. */
  @Test
  void takesTheLaterTimeOfAGapAndTheFirstOfAnOverlap() {
    Setting early = setting(0, "01:00", "02:30", "Europe/Berlin");
    assertThat(due("2026-03-29T00:30:00Z", early)).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(due("2026-10-25T00:10:00Z", early)).isEqualTo("2026-10-25T00:30:00Z");
    assertThat(due("2026-10-25T01:10:00Z", early)).isEqualTo("2026-10-25T01:10:00Z");
    Setting often = setting(30, null, null, "Europe/Berlin");
    assertThat(due("2026-03-29T00:40:00Z", often)).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(due("2026-10-25T00:40:00Z", often)).isEqualTo("2026-10-25T02:00:00Z");
  }

  /** Samoa had no 30 December 2011. */
  @Test
  void survivesADayThatNeverWas() {
    Setting nights = setting(DAY, "22:00", "08:00", "Pacific/Apia");
    assertThat(due("2011-12-30T05:00:00Z", nights)).isEqualTo("2011-12-30T18:00:00Z");
  }

  /** Against a search of all boundaries and of each minute, on both sides of each change. */
  @Test
  void isExactAroundEveryChangeOfEveryClock() {
    Set<ZoneRules> known = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneRules rules = ZoneId.of(name).getRules();
      if (known.add(rules)) {
        for (ZoneOffsetTransition change : changes(rules)) {
          settings(name).forEach(setting -> check(change, setting, rules, wrong));
        }
      }
    }
    assertThat(known).hasSizeGreaterThan(100);
    assertThat(wrong).isEmpty();
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(TO)) {
      changes.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return changes;
  }

  private static Stream<Setting> settings(String zone) {
    return Stream.of(
        setting(15, null, null, zone),
        setting(45, "01:15", "03:40", zone),
        setting(DAY, "22:00", "08:00", zone),
        setting(7 * DAY, "00:00", "06:00", zone),
        setting(0, "01:59", "02:01", zone),
        setting(0, "23:30", "00:30", zone));
  }

  private static void check(
      ZoneOffsetTransition change, Setting setting, ZoneRules rules, List<String> wrong) {
    for (int minutes = -2 * DAY; minutes <= 2 * DAY; minutes += 97) {
      Instant time = change.getInstant().plus(Duration.ofMinutes(minutes));
      Instant expected = afterQuiet(endOfWindow(time, setting, rules), setting, rules);
      Instant actual = Micros.toInstant(Slots.due(Micros.of(time), setting));
      if (!actual.equals(expected)) {
        wrong.add("%s %s: %s, not %s".formatted(time, setting, actual, expected));
      }
    }
  }

  /** The first of all boundaries of the next ten days. */
  private static Instant endOfWindow(Instant time, Setting setting, ZoneRules rules) {
    int minutes = setting.getDigestMinutes();
    if (minutes == 0) {
      return time;
    }
    Instant first = Instant.MAX;
    LocalDate day = LocalDate.ofInstant(time, rules.getOffset(time)).minusDays(1);
    for (int days = 0; days < (minutes < DAY ? 3 : 10); days++) {
      LocalDate of = day.plusDays(days);
      if (minutes < DAY || (of.toEpochDay() - 4) % (minutes / DAY) == 0) {
        for (int minute = 0; minute < DAY; minute += Math.min(minutes, DAY)) {
          Instant boundary = resolve(of.atStartOfDay().plusMinutes(minute), rules);
          if (boundary.isAfter(time) && boundary.isBefore(first)) {
            first = boundary;
          }
        }
      }
    }
    return first;
  }

  /** The end of each of the quiet hours that the time is in. */
  private static Instant afterQuiet(Instant time, Setting setting, ZoneRules rules) {
    Integer from = setting.getQuietFrom();
    Integer to = setting.getQuietTo();
    if (from == null || to == null) {
      return time;
    }
    LocalDate today = LocalDate.ofInstant(time, rules.getOffset(time));
    for (LocalDate day = today.minusDays(3);
        day.isBefore(today.plusDays(2));
        day = day.plusDays(1)) {
      Instant begin = resolve(day.atTime(LocalTime.ofSecondOfDay(from)), rules);
      LocalDate last = from < to ? day : day.plusDays(1);
      Instant end = resolve(last.atTime(LocalTime.ofSecondOfDay(to)), rules);
      if (time.compareTo(begin) >= 0 && time.compareTo(end) < 0) {
        return end;
      }
    }
    return time;
  }

  /** Both in a gap and in an overlap, the offset before the change is the right one. */
  private static Instant resolve(LocalDateTime local, ZoneRules rules) {
    return local.toInstant(
        rules.getValidOffsets(local).size() == 1
            ? rules.getValidOffsets(local).get(0)
            : rules.getTransition(local).getOffsetBefore());
  }

  private static String due(String time, Setting setting) {
    return Micros.toInstant(Slots.due(Micros.of(Instant.parse(time)), setting)).toString();
  }

  private static Setting setting(
      int digestMinutes, @Nullable String from, @Nullable String to, String zone) {
    return new Setting(
        new SettingKey(Channel.EMAIL, ActivityKind.TRACK),
        true,
        1L,
        1L,
        digestMinutes,
        from == null ? null : LocalTime.parse(from).toSecondOfDay(),
        to == null ? null : LocalTime.parse(to).toSecondOfDay(),
        zone);
  }
}
