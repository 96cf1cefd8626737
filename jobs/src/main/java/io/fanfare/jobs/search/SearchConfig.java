package io.fanfare.jobs.search;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.search.Indices;
import io.fanfare.schemas.settings.Settings;
import java.time.Duration;

/**
 * Configuration of the search job.
 *
 * @param kafkaBootstrap `host:port` of brokers, separated by commas
 * @param elasticsearch where the indices are
 * @param generation of the indices that it writes
 * @param parallelism of the operators behind the source
 * @param quantum blocks of at most 256 documents that one call tells of their owner, before it lets
 *     others through
 * @param countsAfter how long a document's counts gather before it is written for them
 * @param playsAfter how long a track's plays gather before its document is written for them
 * @param documentsInFlight that one subtask writes at a time
 * @param maxDocumentsPerSecond the job's share of Elasticsearch; 0 for no bound
 */
public record SearchConfig(
    String kafkaBootstrap,
    ElasticsearchAccess elasticsearch,
    String generation,
    int parallelism,
    int quantum,
    Duration countsAfter,
    Duration playsAfter,
    int documentsInFlight,
    int maxDocumentsPerSecond) {

  public static SearchConfig from(Settings settings) {
    return new SearchConfig(
        settings.hostsAndPorts("kafka-bootstrap"),
        ElasticsearchAccess.from(settings),
        settings.text("generation", Indices.FIRST_GENERATION),
        settings.number("parallelism", 1, 1, 128),
        settings.number("quantum", 4, 1, 1_024),
        Duration.ofMillis(settings.number("counts-after-ms", 1_000, 1, 3_600_000)),
        Duration.ofMillis(settings.number("plays-after-ms", 10_000, 1, 3_600_000)),
        settings.number("documents-in-flight", 2_000, 1, 100_000),
        settings.number("max-documents-per-second", 0, 0, 10_000_000));
  }
}
