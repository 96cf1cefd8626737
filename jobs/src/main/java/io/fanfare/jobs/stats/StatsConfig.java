package io.fanfare.jobs.stats;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;

/**
 * Configuration of the stats job.
 *
 * @param kafkaBootstrap `host:port` of brokers, separated by commas
 * @param store where it writes: it may be another cluster than the dashboards'
 * @param parallelism of all operators but those that read `models`
 * @param bundleFor how long events of a track gather before they are counted together, where they
 *     are not late already, and changes of rows before what they change is stored
 * @param writesInFlight changes of subjects whose cells one subtask writes at a time
 * @param maxRowsPerSecond the job's share of the store; 0 for no bound
 */
public record StatsConfig(
    String kafkaBootstrap,
    StoreConfig store,
    int parallelism,
    Duration bundleFor,
    int writesInFlight,
    int maxRowsPerSecond) {

  public static StatsConfig from(Settings settings) {
    return new StatsConfig(
        settings.hostsAndPorts("kafka-bootstrap"),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        Duration.ofMillis(settings.number("bundle-ms", 500, 10, 60_000)),
        settings.number("writes-in-flight", 64, 1, 1_024),
        settings.number("max-rows-per-second", 0, 0, 10_000_000));
  }

  /** The share of one subtask. */
  int maxRowsPerSecondAndSubtask() {
    return (maxRowsPerSecond + parallelism - 1) / parallelism;
  }
}
