package io.fanfare.ops.backfill;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.schemas.JobNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  /** It reads the savepoint; it is not restored from it. */
  @Override
  public Optional<String> startsFrom() {
    return Optional.empty();
  }

  @Override
  public boolean endsByItself() {
    return true;
  }

  @Override
  public boolean runsAsBatch() {
    return true;
  }
}
