package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DashboardPartitionTest {

  @Test
  void isTheMonthOfTheActivityInUtc() {
    assertThat(monthOf("2026-11-30T23:59:59.999999Z")).isEqualTo(202611);
    assertThat(monthOf("2026-12-01T00:00:00Z")).isEqualTo(202612);
  }

  @Test
  void coversEveryTimeOfTheSource() {
    assertThat(monthOf("1000-01-01T00:00:00Z")).isEqualTo(100001);
    assertThat(monthOf("1969-12-31T23:59:59.999999Z")).isEqualTo(196912);
    assertThat(monthOf("9999-12-31T23:59:59.999999Z")).isEqualTo(999912);
  }

  private static int monthOf(String time) {
    Instant instant = Instant.parse(time);
    return DashboardPartition.monthOf(
        instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
  }
}
