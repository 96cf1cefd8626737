package io.fanfare.ops.backfill;

import io.fanfare.schemas.JobNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A generation of the search indices, kept in step by a job of its own.
 *
 * @param name of the generation
 * @param from the generation whose job's savepoint it begins with; null to begin with the log
 */
public record SearchBuild(String name, @Nullable String from) implements JobRequest {

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
    return List.of("--generation", name);
  }

  @Override
  public Optional<String> savepointOf() {
    return Optional.ofNullable(from).map(JobNames::search);
  }
}
