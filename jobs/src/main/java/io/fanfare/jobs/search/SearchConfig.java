package io.fanfare.jobs.search;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.search.Indices;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;

/**
 * Configuration of the search job.
 *
 * @param kafka where the topics are
 * @param skipsLostRecords whether the job continues behind records that its topics no longer have;
 *     otherwise it fails
 * @param elasticsearch the cluster with the indices
 * @param generation the generation of indices that the job writes
 * @param indicesHaveState whether the indices have all documents of the savepoint, of another
 *     generation's job, that this job starts from
 * @param parallelism of the operators after the `models` source
 * @param quantum blocks of at most 256 documents that a sweep of an owner's documents does in one
 *     turn
 * @param countsAfter how long changes of counts wait before the job writes their document
 * @param playsAfter how long plays wait before the job writes their track's document
 * @param documentsInFlight documents that one subtask writes at a time
 * @param maxDocumentsPerSecond limit of the whole job; 0 for no limit
 */
public record SearchConfig(
    KafkaAccess kafka,
    boolean skipsLostRecords,
    ElasticsearchAccess elasticsearch,
    String generation,
    boolean indicesHaveState,
    int parallelism,
    int quantum,
    Duration countsAfter,
    Duration playsAfter,
    int documentsInFlight,
    int maxDocumentsPerSecond) {

  public static SearchConfig from(Settings settings) {
    return new SearchConfig(
        KafkaAccess.from(settings),
        settings.flag("skip-lost-records", false),
        ElasticsearchAccess.from(settings),
        settings.text("generation", Indices.FIRST_GENERATION),
        settings.flag("indices-have-state", false),
        settings.number("parallelism", 1, 1, 128),
        settings.number("quantum", 4, 1, 1_024),
        Duration.ofMillis(settings.number("counts-after-ms", 1_000, 1, 3_600_000)),
        Duration.ofMillis(settings.number("plays-after-ms", 10_000, 1, 3_600_000)),
        settings.number("documents-in-flight", 2_000, 1, 100_000),
        settings.number("max-documents-per-second", 0, 0, 10_000_000));
  }
}
