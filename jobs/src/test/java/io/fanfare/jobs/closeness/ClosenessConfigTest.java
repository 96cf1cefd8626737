package io.fanfare.jobs.closeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosenessConfigTest {

  @Test
  void hasTheseDefaults() {
    assertThat(
            config(
                "--kafka-bootstrap", "h:1",
                "--cassandra-contact-points", "h:2",
                "--cassandra-datacenter", "d"))
        .isEqualTo(
            new ClosenessConfig(
                KafkaAccess.open("h:1"),
                false,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ZERO),
                1,
                4,
                16,
                0));
  }

  @Test
  void hasTheseKeys() {
    ClosenessConfig config =
        config(
            "--kafka-bootstrap", "h:1",
            "--skip-lost-records", "true",
            "--cassandra-contact-points", "h:2",
            "--cassandra-datacenter", "d",
            "--cassandra-sync-lag-ms", "7",
            "--parallelism", "3",
            "--quantum", "5",
            "--chunks-in-flight", "6",
            "--max-rows-per-second", "1000");
    assertThat(config)
        .isEqualTo(
            new ClosenessConfig(
                KafkaAccess.open("h:1"),
                true,
                new StoreConfig(CassandraAccess.open("h:2", "d"), Duration.ofMillis(7)),
                3,
                5,
                6,
                1000));
  }

  private static ClosenessConfig config(String... flags) {
    return Settings.of(flags, Map.of()).build(ClosenessConfig::from);
  }
}
