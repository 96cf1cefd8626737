package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionClockTest {

  @Test
  void followsTheLog() {
    VersionClock clock = new VersionClock(0);
    assertThat(clock.next(1_000)).isEqualTo(1_000);
    assertThat(clock.next(2_000)).isEqualTo(2_000);
  }

  @Test
  void isStrictlyIncreasingWhenRecordsShareAMillisecondOrTheBrokersClockGoesBack() {
    VersionClock clock = new VersionClock(0);
    assertThat(clock.next(1_000)).isEqualTo(1_000);
    assertThat(clock.next(1_000)).isEqualTo(1_001);
    assertThat(clock.next(0)).isEqualTo(1_002);
    assertThat(clock.next(2_000)).isEqualTo(2_000);
  }

  @Test
  void continuesFromThePreviousVersion() {
    VersionClock clock = new VersionClock(5_000);
    assertThat(clock.next(1_000)).isEqualTo(5_001);
    assertThat(clock.previous()).isEqualTo(5_001);
  }
}
