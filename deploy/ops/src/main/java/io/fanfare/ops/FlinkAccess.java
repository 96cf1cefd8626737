package io.fanfare.ops;

import io.fanfare.schemas.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Flink cluster that runs the jobs of a backfill.
 *
 * @param url REST address of the JobManager, without a slash at its end
 * @param jobsJar the jar of the jobs, on this machine
 * @param savepoints directory for savepoints, as the cluster reaches it: a URI such as
 *     `s3://bucket/savepoints`
 * @param maxRowsPerSecond the rate at which a rebuild may write to Cassandra; 0 for no bound
 */
public record FlinkAccess(String url, Path jobsJar, String savepoints, int maxRowsPerSecond) {

  private static final int MOST_ROWS_PER_SECOND = 10_000_000;

  /** Null if the settings name no JobManager. */
  static @Nullable FlinkAccess from(Settings settings) {
    String url = settings.text("flink-url", "").replaceFirst("/+$", "");
    String jar = settings.text("flink-jobs-jar", "");
    String savepoints = settings.text("flink-savepoints", "");
    int rows = settings.number("max-rows-per-second", 0, 0, MOST_ROWS_PER_SECOND);
    if (url.isEmpty() && jar.isEmpty() && savepoints.isEmpty()) {
      return null;
    }
    if (url.isEmpty() || jar.isEmpty() || savepoints.isEmpty()) {
      settings.problem(
          "flink-url, flink-jobs-jar and flink-savepoints belong together: give all of them or"
              + " none.");
    }
    return new FlinkAccess(url, Path.of(jar), savepoints, rows);
  }
}
