package io.fanfare.jobs.closeness;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;

/**
 * Configuration of the closeness job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param store the store that the job writes to
 * @param parallelism of the operators behind the source
 * @param quantum blocks of at most 256 interactions that a sweep moves before it lets other keys
 *     through
 * @param chunksInFlight chunks that one subtask writes at the same time
 * @param maxRowsPerSecond the job's share of the store; 0 for no bound
 */
public record ClosenessConfig(
    KafkaAccess kafka,
    boolean skipsLostRecords,
    StoreConfig store,
    int parallelism,
    int quantum,
    int chunksInFlight,
    int maxRowsPerSecond) {

  public static ClosenessConfig from(Settings settings) {
    return new ClosenessConfig(
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("quantum", 4, 1, 1_024),
        settings.number("chunks-in-flight", 16, 1, 1_024),
        settings.number("max-rows-per-second", 0, 0, 10_000_000));
  }
}
