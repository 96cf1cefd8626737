package io.fanfare.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SegmentTest {

  @Test
  void aRangeIsMadeUpOfTheFewestBuckets() {
    assertThat(lines("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"))
        .containsExactly("MONTH 0 2026-01-01T00:00:00Z 2027-01-01T00:00:00Z");
    assertThat(lines("2026-01-30T22:58:00Z", "2026-03-02T01:01:00Z"))
        .containsExactly(
            "MINUTE 20260130 2026-01-30T22:58:00Z 2026-01-30T23:00:00Z",
            "HOUR 202601 2026-01-30T23:00:00Z 2026-01-31T00:00:00Z",
            "DAY 2026 2026-01-31T00:00:00Z 2026-02-01T00:00:00Z",
            "MONTH 0 2026-02-01T00:00:00Z 2026-03-01T00:00:00Z",
            "DAY 2026 2026-03-01T00:00:00Z 2026-03-02T00:00:00Z",
            "HOUR 202603 2026-03-02T00:00:00Z 2026-03-02T01:00:00Z",
            "MINUTE 20260302 2026-03-02T01:00:00Z 2026-03-02T01:01:00Z");
  }

  @Test
  void aDayOfAnotherTimeZoneIsMadeUpOfHours() {
    List<Long> days =
        Stream.of("2026-03-28", "2026-03-29", "2026-03-30")
            .map(
                day ->
                    ZonedDateTime.of(
                            LocalDate.parse(day).atStartOfDay(), ZoneId.of("Europe/Berlin"))
                        .toEpochSecond())
            .toList();

    assertThat(Segment.of(days).stream().map(SegmentTest::line))
        // One of them has 23 hours; a day of UTC is in none of them.
        .containsExactly("HOUR 202603 2026-03-27T23:00:00Z 2026-03-29T22:00:00Z");
  }

  @Property(tries = 300)
  void segmentsFollowEachOther(@ForAll Random random) {
    long from = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    List<Long> bounds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      bounds.add(from);
      from += 60L * (1 + random.nextInt(random.nextBoolean() ? 100 : 300_000));
    }
    List<Segment> segments = Segment.of(bounds);
    long time = bounds.get(0);
    for (Segment segment : segments) {
      assertThat(segment.from()).isEqualTo(time);
      time = segment.to();
    }
    assertThat(time).isEqualTo(bounds.get(3));
  }

  private static List<String> lines(String from, String to) {
    return Segment.of(
            List.of(Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond()))
        .stream()
        .map(SegmentTest::line)
        .toList();
  }

  private static String line(Segment segment) {
    return "%s %d %s %s"
        .formatted(
            segment.granularity(),
            segment.period(),
            Instant.EPOCH.plus(segment.from(), ChronoUnit.SECONDS),
            Instant.EPOCH.plus(segment.to(), ChronoUnit.SECONDS));
  }
}
