package io.fanfare.ops.setup;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.PipelineAccess;
import java.util.ArrayList;
import java.util.List;

/** All that a pipeline needs on its servers before its programs can run. */
public final class PipelineSetup {

  private PipelineSetup() {}

  /**
   * Its parts, in the order in which they are made.
   *
   * @param replicationFactor copies of each partition of a new topic, and of each row of a new
   *     keyspace
   */
  public static List<SetupPart> of(PipelineAccess pipeline, int replicationFactor) {
    List<SetupPart> parts = new ArrayList<>();
    parts.add(new TopicSetup(pipeline.kafka(), replicationFactor));
    parts.add(new CassandraSchema(pipeline.dashboards(), Keyspaces.DEFAULT, replicationFactor));
    CassandraAccess stats = pipeline.stats();
    if (stats != null && !stats.equals(pipeline.dashboards())) {
      parts.add(new CassandraSchema(stats, Keyspaces.DEFAULT, replicationFactor));
    }
    if (pipeline.searches()) {
      parts.add(new IndexSetup(pipeline.requireSearch()));
    }
    SourceSettings capture = pipeline.capture();
    if (capture != null) {
      parts.add(new ConnectorSetup(pipeline.connect(), capture));
    }
    return parts;
  }
}
