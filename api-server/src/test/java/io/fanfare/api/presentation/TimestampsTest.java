package io.fanfare.api.presentation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimestampsTest {

  @Test
  void writesTimesAsSoundCloudDoes() {
    long micros = 1_602_504_180_999_999L;
    assertThat(Timestamps.spaced(micros)).isEqualTo("2020/10/12 12:03:00 +0000");
    assertThat(Timestamps.dateTime(micros)).isEqualTo("2020-10-12T12:03:00Z");
  }

  @Test
  void roundsDownBeforeTheEpochToo() {
    assertThat(Timestamps.spaced(-1)).isEqualTo("1969/12/31 23:59:59 +0000");
    assertThat(Timestamps.dateTime(-1)).isEqualTo("1969-12-31T23:59:59Z");
  }
}
