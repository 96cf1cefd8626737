package io.fanfare.ops.backfill;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.schemas.JobNames;
import java.nio.file.Path;
import java.util.List;

/**
 * The indices of a generation, filled from a savepoint of a search job.
 *
 * @param savepoint as the cluster reaches it
 * @param generation that is filled
 */
public record SearchRebuild(String savepoint, String generation) implements JobRequest {

  @Override
  public String job() {
    return JobNames.SEARCH_REBUILD;
  }

  @Override
  public String mainClass() {
    return JobNames.SEARCH_REBUILD_CLASS;
  }

  @Override
  public Path jar(FlinkAccess flink) {
    return flink.elasticsearchRebuildJar();
  }

  @Override
  public List<String> arguments() {
    return List.of("--savepoint", savepoint, "--generation", generation);
  }

  @Override
  public boolean runsAsBatch() {
    return true;
  }
}
