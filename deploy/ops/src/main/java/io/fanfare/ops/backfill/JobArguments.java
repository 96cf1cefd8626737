package io.fanfare.ops.backfill;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.schemas.settings.KafkaAccess;
import java.util.ArrayList;
import java.util.List;

/** The arguments of jobs with the addresses of a pipeline's servers. */
public final class JobArguments {

  private JobArguments() {}

  /** The arguments of a backfill's job: the addresses, then those of the request. */
  public static List<String> of(PipelineAccess pipeline, JobRequest request) {
    List<String> arguments = new ArrayList<>();
    if (request instanceof SearchBuild) {
      arguments.addAll(kafka(pipeline.kafka()));
      arguments.addAll(search(pipeline));
    } else if (request instanceof SearchRebuild) {
      arguments.addAll(elasticsearch(pipeline));
      add(arguments, "max-documents-per-second", share(pipeline));
    } else if (request instanceof StatsRebuild) {
      arguments.addAll(kafka(pipeline.kafka()));
      arguments.addAll(rebuilt(pipeline, pipeline.requireStats()));
    } else {
      arguments.addAll(rebuilt(pipeline, pipeline.dashboards()));
    }
    int parallelism = pipeline.requireFlink().rebuildParallelism();
    if (request.endsByItself() && parallelism > 0) {
      add(arguments, "parallelism", Integer.toString(parallelism));
    }
    arguments.addAll(request.arguments());
    return arguments;
  }

  /** Where a rebuild writes, and how fast it may. */
  private static List<String> rebuilt(PipelineAccess pipeline, CassandraAccess cassandra) {
    List<String> arguments = store(pipeline, cassandra);
    add(arguments, "max-rows-per-second", share(pipeline));
    return arguments;
  }

  private static String share(PipelineAccess pipeline) {
    return Integer.toString(pipeline.requireFlink().maxRowsPerSecond());
  }

  /** Where the topics are. */
  public static List<String> kafka(KafkaAccess kafka) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "kafka-bootstrap", kafka.bootstrap());
    add(arguments, "kafka-config", kafka.file());
    return arguments;
  }

  /** Where a view's rows are, and when they are durable. */
  public static List<String> store(PipelineAccess pipeline, CassandraAccess cassandra) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "cassandra-contact-points", cassandra.contactPoints());
    add(arguments, "cassandra-datacenter", cassandra.datacenter());
    add(arguments, "cassandra-config", cassandra.file());
    add(
        arguments,
        "cassandra-sync-lag-ms",
        Integer.toString(pipeline.requireFlink().syncLagMillis()));
    return arguments;
  }

  /** Where the indices are, and when plays are written. */
  public static List<String> search(PipelineAccess pipeline) {
    List<String> arguments = elasticsearch(pipeline);
    add(arguments, "plays-after-ms", Long.toString(pipeline.playsAfter().toMillis()));
    return arguments;
  }

  private static List<String> elasticsearch(PipelineAccess pipeline) {
    ElasticsearchAccess access = pipeline.requireSearch();
    List<String> arguments = new ArrayList<>();
    add(arguments, "elasticsearch-urls", access.urls());
    add(arguments, "elasticsearch-user", access.user());
    add(arguments, "elasticsearch-password-file", access.passwordFile());
    add(arguments, "elasticsearch-api-key-file", access.apiKeyFile());
    add(arguments, "elasticsearch-ca-file", access.caFile());
    return arguments;
  }

  /** Files have the same paths on the cluster as here. */
  private static void add(List<String> arguments, String key, String value) {
    if (!value.isEmpty()) {
      arguments.add("--" + key);
      arguments.add(value);
    }
  }
}
