package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeToLiveTest {

  private static final long NOW = 1_700_000_000_000_000L;
  private static final int RETENTION_AND_MARGIN = (int) Duration.ofDays(181).toSeconds();

  @Test
  void outlivesTheRetentionByADay() {
    assertThat(TimeToLive.seconds(NOW, NOW)).isEqualTo(RETENTION_AND_MARGIN);
    assertThat(TimeToLive.seconds(NOW - micros(Duration.ofDays(180)), NOW))
        .isEqualTo((int) Duration.ofDays(1).toSeconds());
  }

  @Test
  void isNegativeForExpiredEntries() {
    assertThat(TimeToLive.seconds(NOW - micros(Duration.ofDays(181)), NOW)).isNegative();
    assertThat(TimeToLive.seconds(Long.MIN_VALUE, NOW)).isNegative();
  }

  @Test
  void startsAtTheActivityTimeAlsoInTheFuture() {
    assertThat(TimeToLive.seconds(NOW + micros(Duration.ofDays(10)), NOW))
        .isEqualTo(RETENTION_AND_MARGIN + (int) Duration.ofDays(10).toSeconds());
  }

  @Test
  void isZeroAboveTheMaximumOfTheStore() {
    assertThat(TimeToLive.seconds(NOW + micros(Duration.ofDays(365 * 20)), NOW)).isZero();
    assertThat(TimeToLive.seconds(Long.MAX_VALUE, NOW)).isZero();
  }

  @Test
  void isZeroIfItWouldEndAfter2038() {
    long ends = Integer.MAX_VALUE * 1_000_000L;
    long longest = ends - NOW - micros(Duration.ofDays(181));
    assertThat(TimeToLive.seconds(NOW + longest, NOW)).isZero();
    assertThat(TimeToLive.seconds(NOW + longest - micros(Duration.ofDays(1)), NOW)).isPositive();
  }

  @Test
  void cellsOfMinutesAndHoursExpireAndThoseOfDaysDoNot() {
    assertThat(ofCell(Granularity.MINUTE, NOW)).isEqualTo((int) Duration.ofDays(39).toSeconds());
    assertThat(ofCell(Granularity.HOUR, NOW)).isEqualTo((int) Duration.ofDays(404).toSeconds());
    for (Granularity granularity : List.of(Granularity.DAY, Granularity.MONTH, Granularity.ALL)) {
      assertThat(ofCell(granularity, NOW)).isZero();
    }
  }

  @Test
  void aWritersClockThatIsAheadDoesNotShortenTheLifeOfACell() {
    assertThat(ofCell(Granularity.MINUTE, NOW + micros(Duration.ofDays(365))))
        .isEqualTo(ofCell(Granularity.MINUTE, NOW));
  }

  private static int ofCell(Granularity granularity, long now) {
    long bucket = Buckets.of(granularity, NOW / 1_000_000);
    return TimeToLive.ofCell(new CellKey(StatKind.PLAY, granularity, bucket), now);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
