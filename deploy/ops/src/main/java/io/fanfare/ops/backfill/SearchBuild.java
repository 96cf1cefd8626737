package io.fanfare.ops.backfill;

import io.fanfare.schemas.JobNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A generation of the search indices, which a job of its own builds and keeps up to date.
 *
 * @param name of the generation
 * @param savepoint that it starts from, as the cluster reaches it, and whose documents the indices
 *     have; null for the log
 */
public record SearchBuild(String name, @Nullable String savepoint) implements JobRequest {

  @Override
  public String job() {
    return JobNames.search(name);
  }

  @Override
  public String mainClass() {
    return JobNames.SEARCH_CLASS;
  }

  @Override
  public List<String> arguments() {
    return savepoint == null
        ? List.of("--generation", name)
        : List.of("--generation", name, "--indices-have-state", "true");
  }

  @Override
  public Optional<String> startsFrom() {
    return Optional.ofNullable(savepoint);
  }
}
