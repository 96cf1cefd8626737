package io.fanfare.ops;

import io.fanfare.schemas.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Flink cluster that runs the jobs.
 *
 * @param rest the JobManager
 * @param jobsJar the jar of the jobs, on this machine
 * @param cassandraRebuildJar the jar of the rebuilds through the Flink Cassandra connector, on this
 *     machine
 * @param elasticsearchRebuildJar the jar of the rebuild through the Flink Elasticsearch connector,
 *     on this machine
 * @param savepoints directory for savepoints, as the cluster reaches it: a URI such as
 *     `s3://bucket/savepoints`
 * @param rebuildParallelism of rebuilds; 0 for the cluster's default
 * @param maxRowsPerSecond the rate at which a rebuild may write rows or documents; 0 for no bound
 * @param syncLagMillis the `periodic_commitlog_sync_lag_block` of a Cassandra of one node; 0 if
 *     every acknowledged write is durable
 */
public record FlinkAccess(
    RestAccess rest,
    Path jobsJar,
    Path cassandraRebuildJar,
    Path elasticsearchRebuildJar,
    String savepoints,
    int rebuildParallelism,
    int maxRowsPerSecond,
    int syncLagMillis) {

  private static final String CASSANDRA_REBUILD = "fanfare-rebuild-cassandra.jar";
  private static final String ELASTICSEARCH_REBUILD = "fanfare-rebuild-elasticsearch.jar";

  private static final int MOST_SUBTASKS = 128;
  private static final int MOST_ROWS_PER_SECOND = 10_000_000;
  private static final int LONGEST_SYNC_LAG = 60_000;

  /** Null if the settings name no JobManager. */
  static @Nullable FlinkAccess from(Settings settings) {
    String url = settings.text("flink-url", "");
    String jar = settings.text("flink-jobs-jar", "");
    String cassandra = settings.text("flink-cassandra-rebuild-jar", "");
    String elasticsearch = settings.text("flink-elasticsearch-rebuild-jar", "");
    String savepoints = settings.text("flink-savepoints", "");
    RestAccess rest = RestAccess.from(settings, "flink", url);
    int parallelism = settings.number("rebuild-parallelism", 0, 0, MOST_SUBTASKS);
    int rows = settings.number("max-rows-per-second", 0, 0, MOST_ROWS_PER_SECOND);
    int syncLag = settings.number("cassandra-sync-lag-ms", 0, 0, LONGEST_SYNC_LAG);
    if (url.isEmpty() && jar.isEmpty() && savepoints.isEmpty()) {
      return null;
    }
    if (url.isEmpty() || jar.isEmpty() || savepoints.isEmpty()) {
      settings.problem(
          "flink-url, flink-jobs-jar and flink-savepoints belong together: give all of them or"
              + " none.");
    }
    Path jobs = Path.of(jar);
    return new FlinkAccess(
        rest,
        jobs,
        cassandra.isEmpty() ? jobs.resolveSibling(CASSANDRA_REBUILD) : Path.of(cassandra),
        elasticsearch.isEmpty()
            ? jobs.resolveSibling(ELASTICSEARCH_REBUILD)
            : Path.of(elasticsearch),
        savepoints,
        parallelism,
        rows,
        syncLag);
  }
}
