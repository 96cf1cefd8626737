package io.fanfare.ops.backfill;

import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.CassandraAccess;
import io.fanfare.ops.PipelineAccess;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a backfill's job: the pipeline's addresses, then those of the request. */
public final class JobArguments {

  private JobArguments() {}

  public static List<String> of(PipelineAccess pipeline, JobRequest request) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--kafka-bootstrap", pipeline.kafkaBootstrap()));
    if (request instanceof SearchBuild) {
      arguments.addAll(elasticsearch(pipeline.requireSearch()));
      arguments.addAll(
          List.of("--plays-after-ms", Long.toString(pipeline.playsAfter().toMillis())));
    } else {
      arguments.addAll(cassandra(pipeline.requireStats()));
      arguments.addAll(
          List.of(
              "--max-rows-per-second",
              Integer.toString(pipeline.requireFlink().maxRowsPerSecond())));
    }
    arguments.addAll(request.arguments());
    return arguments;
  }

  private static List<String> cassandra(CassandraAccess cassandra) {
    return List.of(
        "--cassandra-contact-point",
        cassandra.contactPoint(),
        "--cassandra-datacenter",
        cassandra.datacenter(),
        "--cassandra-sync-lag-ms",
        Integer.toString(cassandra.syncLagMillis()));
  }

  private static List<String> elasticsearch(ElasticsearchAccess access) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--elasticsearch-hosts", access.hosts()));
    arguments.addAll(List.of("--elasticsearch-tls", Boolean.toString(access.tls())));
    arguments.addAll(List.of("--elasticsearch-user", access.user()));
    arguments.addAll(List.of("--elasticsearch-password-file", access.passwordFile()));
    return arguments;
  }
}
