package io.fanfare.jobs.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(
            config(
                "--kafka-bootstrap", "h:1",
                "--cassandra-contact-points", "h:2",
                "--cassandra-datacenter", "d"))
        .isEqualTo(
            new StatsConfig(
                KafkaAccess.open("h:1"),
                false,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ZERO),
                1,
                Duration.ofMillis(500),
                64,
                0,
                Rebuild.NONE,
                new DayRange(Long.MIN_VALUE, Long.MAX_VALUE)));
  }

  @Test
  void hasTheseKeys() {
    StatsConfig config =
        config(
            "--kafka-bootstrap", "h:1",
            "--skip-lost-records", "true",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d",
            "--cassandra-sync-lag-ms", "7",
            "--parallelism", "3",
            "--bundle-ms", "100",
            "--writes-in-flight", "6",
            "--max-rows-per-second", "1000",
            "--rebuild-from-savepoint", "true",
            "--from", "2026-11-01",
            "--to", "2026-11-20");
    assertThat(config)
        .isEqualTo(
            new StatsConfig(
                KafkaAccess.open("h:1"),
                true,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ofMillis(7)),
                3,
                Duration.ofMillis(100),
                6,
                1000,
                Rebuild.SAVEPOINT,
                new DayRange(1_793_491_200L, 1_795_132_800L)));
  }

  @Test
  void reportsEveryInvalidDay() {
    assertThatThrownBy(
            () ->
                config(
                    "--kafka-bootstrap", "h:1",
                    "--cassandra-contact-points", "h:2",
                    "--cassandra-datacenter", "d",
                    "--rebuild-from-savepoint", "log",
                    "--from", "yesterday",
                    "--to", "2026-02-30"))
        .hasMessageContaining("--rebuild-from-savepoint")
        .hasMessageContaining("--from is 'yesterday'; it must be a date like 2026-11-20.")
        .hasMessageContaining("--to is '2026-02-30'");
    assertThatThrownBy(
            () ->
                config(
                    "--kafka-bootstrap", "h:1",
                    "--cassandra-contact-points", "h:2",
                    "--cassandra-datacenter", "d",
                    "--from", "2026-11-20",
                    "--to", "2026-11-20"))
        .hasMessageContaining("--to must be later than --from.");
  }

  private static StatsConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(StatsConfig::from);
  }
}
