package io.fanfare.jobs.notifications;

import io.fanfare.jobs.runtime.StoreConfig;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;

/**
 * Configuration of the notifications job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param store where choices and devices are written
 * @param parallelism of all operators but those that read `models`
 * @param mostPerHour messages that a channel emits at once to one recipient in an hour; what is
 *     more becomes a digest at the hour's end
 */
public record NotificationsConfig(
    KafkaAccess kafka,
    boolean skipsLostRecords,
    StoreConfig store,
    int parallelism,
    int mostPerHour) {

  public static NotificationsConfig from(Settings settings) {
    return new NotificationsConfig(
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        StoreConfig.from(settings),
        settings.number("parallelism", 1, 1, 128),
        settings.number("most-messages-per-hour", 30, 1, 100_000));
  }
}
