package io.fanfare.jobs.dashboard;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;

/**
 * Configuration of one deployment of the dashboard job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param store the store that the job writes to
 * @param parallelism of every operator
 * @param chunksInFlight chunks that one subtask holds, written or waiting for the store; more wait
 *     in Kafka
 * @param maxRowsPerSecond the deployment's share of the store; 0 for no bound
 */
public record DashboardConfig(
    Lane lane,
    KafkaAccess kafka,
    boolean skipsLostRecords,
    StoreConfig store,
    int parallelism,
    int chunksInFlight,
    int maxRowsPerSecond) {

  public static DashboardConfig from(Settings settings) {
    return new DashboardConfig(
        settings.choice("lane", Lane.class),
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("chunks-in-flight", 256, 1, 1_024),
        settings.number("max-rows-per-second", 0, 0, 10_000_000));
  }

  /** The name of the deployment: each lane has its own. */
  String job() {
    return switch (lane) {
      case INTERACTIVE -> JobNames.DASHBOARD_INTERACTIVE;
      case BATCH -> JobNames.DASHBOARD_BATCH;
    };
  }
}
