package io.fanfare.jobs.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.StoreConfig;
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
                "--cassandra-contact-point", "h:2",
                "--cassandra-datacenter", "d"))
        .isEqualTo(
            new StatsConfig(
                "h:1",
                new StoreConfig("h:2", "d", Duration.ZERO),
                1,
                Duration.ofMillis(500),
                64,
                0));
  }

  @Test
  void hasTheseKeys() {
    StatsConfig config =
        config(
            "--kafka-bootstrap", "h:1",
            "--cassandra-contact-point", "h:2",
            "--cassandra-datacenter", "d",
            "--cassandra-sync-lag-ms", "7",
            "--parallelism", "3",
            "--bundle-ms", "100",
            "--writes-in-flight", "6",
            "--max-rows-per-second", "1000");
    assertThat(config)
        .isEqualTo(
            new StatsConfig(
                "h:1",
                new StoreConfig("h:2", "d", Duration.ofMillis(7)),
                3,
                Duration.ofMillis(100),
                6,
                1000));
    assertThat(config.maxRowsPerSecondAndSubtask()).isEqualTo(334);
  }

  private static StatsConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(StatsConfig::from);
  }
}
