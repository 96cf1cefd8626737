package io.fanfare.jobs.fanout;

import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;

/**
 * Configuration of the fan-out job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param parallelism of the operators behind the source
 * @param mostOwnFollowers the most followers that stay in the actor's own state; with one more,
 *     they all move to shards
 * @param quantum blocks of at most 256 followers that a shard handles before it lets other keys
 *     through
 */
public record FanOutConfig(
    KafkaAccess kafka,
    boolean skipsLostRecords,
    int parallelism,
    int mostOwnFollowers,
    int quantum) {

  public static FanOutConfig from(Settings settings) {
    return new FanOutConfig(
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        settings.number("parallelism", 1, 1, 128),
        settings.number("most-own-followers", 4_096, 1, 65_536),
        settings.number("quantum", 4, 1, 1_024));
  }
}
