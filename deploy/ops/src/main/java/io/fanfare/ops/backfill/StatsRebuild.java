package io.fanfare.ops.backfill;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.schemas.JobNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild of cells of stats, by a job beside the live one.
 *
 * @param from the first day, in UTC, such as `2026-11-01`; empty for no bound
 * @param to the day after the last one; empty for no bound
 * @param fromSavepoint whether it starts from the live job's savepoint instead of the log
 * @param savepoint where that is, as the cluster reaches it; null while nobody knows
 */
public record StatsRebuild(
    String from, String to, boolean fromSavepoint, @Nullable String savepoint)
    implements JobRequest {

  /** One that starts from the log, or from a savepoint that is not written yet. */
  public StatsRebuild(String from, String to, boolean fromSavepoint) {
    this(from, to, fromSavepoint, null);
  }

  /** The same, from a savepoint that is written. */
  StatsRebuild from(String written) {
    return new StatsRebuild(from, to, true, written);
  }

  /** Whether both write the same cells from the same kind of source. */
  boolean isLike(StatsRebuild other) {
    return from.equals(other.from) && to.equals(other.to) && fromSavepoint == other.fromSavepoint;
  }

  @Override
  public String job() {
    return JobNames.STATS_REBUILD;
  }

  @Override
  public String mainClass() {
    return fromSavepoint ? JobNames.STATS_CLASS : JobNames.STATS_REBUILD_CLASS;
  }

  @Override
  public Path jar(FlinkAccess flink) {
    return fromSavepoint ? flink.jobsJar() : flink.cassandraRebuildJar();
  }

  @Override
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--from", from, "--to", to));
    if (fromSavepoint) {
      arguments.addAll(List.of("--rebuild-from-savepoint", "true"));
    }
    return arguments;
  }

  @Override
  public Optional<String> startsFrom() {
    return Optional.ofNullable(savepoint);
  }

  @Override
  public boolean endsByItself() {
    return !fromSavepoint;
  }

  /** In words: `stats from 2026-11-01`. */
  String describe() {
    if (from.isEmpty() && to.isEmpty()) {
      return "all stats";
    }
    return "stats" + (from.isEmpty() ? "" : " from " + from) + (to.isEmpty() ? "" : " to " + to);
  }
}
