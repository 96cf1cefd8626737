package io.fanfare.ops;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import io.fanfare.schemas.settings.Settings;
import io.fanfare.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a running pipeline's servers, and the users as which an operator reaches them. A
 * setting that the jobs or the API server have, too, has the same key here.
 *
 * @param connect a Connect worker
 * @param capture the connector that `setup` registers; null if it leaves the connector
 * @param dashboards the cluster that stores dashboards and closeness
 * @param stats the cluster that stores stats: the same one, unless another is named; null if the
 *     pipeline has no stats
 * @param elasticsearch null if the pipeline has no search
 * @param playsAfter how long the search job gathers plays before it writes them
 * @param notifies whether the pipeline has notifications
 * @param edge the caches in front of the API; null if there are none
 * @param flink null if no job can be started or listed
 */
public record PipelineAccess(
    SourceAccess source,
    KafkaAccess kafka,
    RestAccess connect,
    @Nullable SourceSettings capture,
    CassandraAccess dashboards,
    @Nullable CassandraAccess stats,
    @Nullable ElasticsearchAccess elasticsearch,
    Duration playsAfter,
    boolean notifies,
    @Nullable EdgeAccess edge,
    @Nullable FlinkAccess flink) {

  /** What is read later, when a connection is opened. */
  private static final String[] FILES = {
    "cassandra-config",
    "stats-cassandra-config",
    "elasticsearch-password-file",
    "elasticsearch-api-key-file",
    "elasticsearch-ca-file",
    "connect-ca-file",
    "flink-ca-file"
  };

  /**
   * Reads a file of settings.
   *
   * @throws OperationException with every problem at once, if the file cannot be read or anything
   *     in it is wrong
   */
  public static PipelineAccess read(Path file) {
    try {
      return Settings.ofFile(file).build(PipelineAccess::from);
    } catch (SettingsException e) {
      throw new OperationException(String.join(System.lineSeparator(), e.problems()), e);
    }
  }

  public static PipelineAccess from(Settings settings) {
    CassandraAccess dashboards = CassandraAccess.from(settings);
    boolean counts = settings.flag("stats", true);
    CassandraAccess stats = CassandraAccess.statsFrom(settings, dashboards);
    settings.requireReadable(FILES);
    SourceAccess source = SourceAccess.from(settings);
    KafkaAccess kafka = KafkaAccess.from(settings);
    return new PipelineAccess(
        source,
        kafka,
        RestAccess.from(settings, "connect", settings.text("connect-url")),
        CaptureSettings.from(settings, source, kafka),
        dashboards,
        counts ? stats : null,
        settings.flag("search", true) ? ElasticsearchAccess.from(settings) : unused(settings),
        Duration.ofMillis(settings.number("plays-after-ms", 10_000, 1, 3_600_000)),
        settings.flag("notifications", true),
        EdgeAccess.from(settings),
        FlinkAccess.from(settings));
  }

  /** A pipeline without search may name an Elasticsearch all the same. */
  private static @Nullable ElasticsearchAccess unused(Settings settings) {
    List.of("urls", "user", "password-file", "api-key-file", "ca-file")
        .forEach(key -> settings.text("elasticsearch-" + key, ""));
    return null;
  }

  /** Whether there is a search index. */
  public boolean searches() {
    return elasticsearch != null;
  }

  /** Whether there are stats. */
  public boolean counts() {
    return stats != null;
  }

  /**
   * The search index.
   *
   * @throws OperationException if the pipeline has none
   */
  public ElasticsearchAccess requireSearch() {
    if (elasticsearch == null) {
      throw new OperationException("The pipeline has no search.");
    }
    return elasticsearch;
  }

  /**
   * The cluster that stores stats.
   *
   * @throws OperationException if the pipeline has none
   */
  public CassandraAccess requireStats() {
    if (stats == null) {
      throw new OperationException("The pipeline has no stats.");
    }
    return stats;
  }

  /**
   * The caches in front of the API.
   *
   * @throws OperationException if there are none
   */
  public EdgeAccess requireEdge() {
    if (edge == null) {
      throw new OperationException(
          "The pipeline has no edge: name edge-urls, edge-origin-url and edge-purger-url in the"
              + " configuration, or start the local stack with --edge.");
    }
    return edge;
  }

  /**
   * The cluster that runs the jobs of a backfill.
   *
   * @throws OperationException if none is named
   */
  public FlinkAccess requireFlink() {
    if (flink == null) {
      throw new OperationException(
          "This needs Flink: name flink-url, flink-jobs-jar and flink-savepoints in the"
              + " configuration.");
    }
    return flink;
  }
}
