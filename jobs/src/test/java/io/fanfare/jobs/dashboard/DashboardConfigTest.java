package io.fanfare.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(
            config(
                "--lane", "interactive",
                "--kafka-bootstrap", "h:1",
                "--cassandra-contact-points", "h:2",
                "--cassandra-datacenter", "d"))
        .isEqualTo(
            new DashboardConfig(
                Lane.INTERACTIVE,
                KafkaAccess.open("h:1"),
                false,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ZERO),
                1,
                256,
                0));
  }

  @Test
  void hasTheseKeys() {
    DashboardConfig config =
        config(
            "--lane", "batch",
            "--kafka-bootstrap", "h:1",
            "--skip-lost-records", "true",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d",
            "--cassandra-sync-lag-ms", "7",
            "--parallelism", "3",
            "--chunks-in-flight", "4",
            "--max-rows-per-second", "1000");
    assertThat(config)
        .isEqualTo(
            new DashboardConfig(
                Lane.BATCH,
                KafkaAccess.open("h:1"),
                true,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ofMillis(7)),
                3,
                4,
                1000));
    assertThat(config.job()).isEqualTo("dashboard-batch");
  }

  private static DashboardConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(DashboardConfig::from);
  }
}
