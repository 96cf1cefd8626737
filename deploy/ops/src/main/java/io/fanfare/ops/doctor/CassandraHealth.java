package io.fanfare.ops.doctor;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.connectors.cassandra.Keyspaces;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.setup.CassandraSchema;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cassandra: its tables, and the settings that what is acknowledged depends on. */
record CassandraHealth(PipelineAccess pipeline) implements Check {

  private static final int SAFE_COPIES = 3;
  private static final String UNSET = "null";

  @Override
  public String server() {
    return "Cassandra " + String.join(", ", clusters().stream().map(Object::toString).toList());
  }

  private Set<CassandraAccess> clusters() {
    Set<CassandraAccess> clusters = new LinkedHashSet<>(List.of(pipeline.dashboards()));
    if (pipeline.counts()) {
      clusters.add(pipeline.requireStats());
    }
    return clusters;
  }

  @Override
  public void add(List<Finding> findings) throws InterruptedException, AllNodesFailedException {
    for (CassandraAccess cluster : clusters()) {
      int nodes;
      try (CqlSession session = CassandraSession.openForSchema(cluster)) {
        nodes =
            (int)
                session.getMetadata().getNodes().values().stream()
                    .filter(node -> cluster.datacenter().equals(node.getDatacenter()))
                    .count();
        settings(session, nodes, findings);
      }
      new CassandraSchema(cluster, Keyspaces.DEFAULT, Math.min(nodes, SAFE_COPIES))
          .differences().stream().map(Finding::of).forEach(findings::add);
    }
  }

  private void settings(CqlSession session, int nodes, List<Finding> findings) {
    Map<String, String> settings = new HashMap<>();
    try {
      for (Row row : session.execute("SELECT name, value FROM system_views.settings")) {
        settings.put(row.getString("name"), String.valueOf(row.getString("value")));
      }
    } catch (UnauthorizedException e) {
      findings.add(
          Finding.advice(
              "Its settings were not checked: GRANT SELECT ON KEYSPACE system_views TO the role."));
      return;
    }
    FlinkAccess flink = pipeline.flink();
    if (nodes == 1
        && settings.getOrDefault("commitlog_sync", "").equals("periodic")
        && (flink == null || flink.syncLagMillis() == 0)) {
      findings.add(
          Finding.problem(
              "One node that syncs its log periodically loses what it acknowledged last when it is"
                  + " killed: set commitlog_sync: batch, or give the jobs and this configuration"
                  + " cassandra-sync-lag-ms."));
    }
    for (String threshold :
        List.of("maximum_timestamp_fail_threshold", "maximum_timestamp_warn_threshold")) {
      String value = settings.getOrDefault(threshold, UNSET);
      if (!value.equals(UNSET) && !value.isEmpty()) {
        findings.add(
            Finding.problem(
                "%s is %s: leave it unset, because versions are timestamps in the year 2112.",
                threshold, value));
      }
    }
  }
}
