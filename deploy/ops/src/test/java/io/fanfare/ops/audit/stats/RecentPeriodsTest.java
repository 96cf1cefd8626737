package io.fanfare.ops.audit.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentPeriodsTest {

  private final RecentPeriods recent = new RecentPeriods(Instant.parse("2026-11-20T10:00:00Z"));

  @Test
  void areThoseOfTheRetention() {
    assertThat(of(Granularity.MINUTE))
        .hasSize(38)
        .contains(20261016, 20261031, 20261101, 20261120, 20261122)
        .doesNotContain(20261015, 20261123);
    assertThat(of(Granularity.HOUR))
        .hasSize(14)
        .contains(202510, 202512, 202601, 202611)
        .doesNotContain(202509, 202612);
    assertThat(of(Granularity.DAY)).contains(2000, 2026).doesNotContain(1998, 2027);
    assertThat(of(Granularity.MONTH)).containsExactly(0);
    assertThat(of(Granularity.ALL)).containsExactly(0);
  }

  private Set<Integer> of(Granularity granularity) {
    return recent.of(new Counted(StatsSubject.TRACK, 1, StatKind.PLAY), granularity);
  }
}
