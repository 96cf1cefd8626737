package io.fanfare.schemas.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatsRetentionTest {

  private static final long NOW = seconds("2026-11-20T10:00:00Z");

  @Test
  void minutesAreShownForWeeksAndHoursForMonths() {
    assertThat(StatsRetention.shownFrom(Granularity.MINUTE, NOW))
        .isEqualTo(seconds("2026-10-16T00:00:00Z"));
    assertThat(StatsRetention.shownFrom(Granularity.HOUR, NOW))
        .isEqualTo(seconds("2025-10-16T00:00:00Z"));
    for (Granularity granularity : List.of(Granularity.DAY, Granularity.MONTH)) {
      long bucket = Buckets.of(granularity, seconds("2000-01-01T00:00:00Z"));
      assertThat(StatsRetention.isShown(granularity, bucket, NOW)).isTrue();
    }
    assertThat(StatsRetention.isShown(Granularity.ALL, 0, NOW)).isTrue();
  }

  @Test
  void writersKeepMoreThanReadersShow() {
    for (Granularity granularity : List.of(Granularity.MINUTE, Granularity.HOUR)) {
      long shown = StatsRetention.shownFrom(granularity, NOW);
      assertThat(shown - StatsRetention.keptFrom(granularity, NOW))
          .isEqualTo(Duration.ofDays(2).toSeconds());
      // The first write of a bucket outlives the time for which the bucket is shown.
      long livesUntil = shown + StatsRetention.timeToLive(granularity, shown, shown);
      assertThat(livesUntil).isGreaterThan(NOW + Duration.ofDays(2).toSeconds());
    }
  }

  @Test
  void theStoreKeepsABucketThatHasNotBegunUntilItIsOver() {
    long bucket = NOW + Duration.ofDays(300).toSeconds();
    assertThat(StatsRetention.timeToLive(Granularity.MINUTE, bucket, NOW))
        .isEqualTo(Duration.ofDays(300 + 39).toSeconds());
    assertThat(StatsRetention.timeToLive(Granularity.DAY, bucket, NOW)).isZero();
  }

  @Test
  void datesThatNoRangeReachesCountInAllOfTimeAlone() {
    for (String time : List.of("1000-01-01T00:00:00Z", "9999-12-31T23:59:00Z")) {
      for (Granularity granularity : Granularity.values()) {
        assertThat(
                StatsRetention.isShown(
                    granularity, Buckets.of(granularity, seconds(time)), seconds(time)))
            .as(time + " " + granularity)
            .isEqualTo(granularity == Granularity.ALL);
      }
    }
  }

  @Test
  void aClockThatIsNotKnownDropsNothing() {
    long bucket = seconds("2000-01-01T00:00:00Z");
    assertThat(StatsRetention.keptFrom(Granularity.MINUTE, 0)).isLessThan(bucket);
  }

  private static long seconds(String time) {
    return Instant.parse(time).getEpochSecond();
  }
}
