package io.fanfare.schemas.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 2026-02-28T23:59:59Z, 2026-02-28T23:59:00Z, 2026-03-01T00:00:00Z, 20260228",
    "HOUR,   2026-02-28T23:59:59Z, 2026-02-28T23:00:00Z, 2026-03-01T00:00:00Z, 202602",
    "DAY,    2026-02-28T23:59:59Z, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z, 2026",
    "MONTH,  2026-02-28T23:59:59Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z, 0",
    "MONTH,  2024-02-29T00:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z, 0",
    "MONTH,  2026-12-31T23:59:59Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z, 0",
    "DAY,    1969-12-31T12:00:00Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z, 1969"
  })
  void aTimeIsInOneBucketOfEachGranularity(
      Granularity granularity, Instant time, Instant begin, Instant next, int period) {
    long bucket = Buckets.of(granularity, time.getEpochSecond());

    assertThat(Instant.ofEpochSecond(bucket)).isEqualTo(begin);
    assertThat(Instant.ofEpochSecond(Buckets.next(granularity, bucket))).isEqualTo(next);
    assertThat(Buckets.of(granularity, bucket)).isEqualTo(bucket);
    assertThat(Buckets.period(granularity, bucket)).isEqualTo(period);
  }

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 20260228, 2026-02-28T00:00:00Z",
    "HOUR,   202612,   2026-12-01T00:00:00Z",
    "DAY,    1969,     1969-01-01T00:00:00Z"
  })
  void aPeriodBeginsWithItsFirstBucket(Granularity granularity, int period, Instant begin) {
    long bucket = Buckets.begin(granularity, period);

    assertThat(Instant.ofEpochSecond(bucket)).isEqualTo(begin);
    assertThat(Buckets.period(granularity, bucket)).isEqualTo(period);
    assertThat(Buckets.period(granularity, bucket - 1)).isNotEqualTo(period);
  }

  @Test
  void noOtherNumberIsAPeriod() {
    assertThatThrownBy(() -> Buckets.begin(Granularity.MINUTE, 20260229))
        .isInstanceOf(DateTimeException.class);
  }

  @Test
  void allIsOneBucket() {
    assertThat(Buckets.of(Granularity.ALL, -5)).isZero();
    assertThat(Buckets.of(Granularity.ALL, 5_000_000_000L)).isZero();
    assertThat(Buckets.period(Granularity.ALL, 0)).isZero();
    assertThatThrownBy(() -> Buckets.next(Granularity.ALL, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
