package io.fanfare.ops.backfill;

import io.fanfare.schemas.JobNames;
import java.util.List;
import java.util.Optional;

/**
 * A rebuild of cells of stats, by a job beside the live one.
 *
 * @param from the first day, in UTC, such as `2026-11-01`; empty for no bound
 * @param to the day after the last one; empty for no bound
 * @param fromSavepoint whether it starts from the live job's savepoint instead of the log
 */
public record StatsRebuild(String from, String to, boolean fromSavepoint) implements JobRequest {

  @Override
  public String job() {
    return JobNames.STATS_REBUILD;
  }

  @Override
  public String mainClass() {
    return JobNames.STATS_CLASS;
  }

  @Override
  public List<String> arguments() {
    return List.of("--rebuild", fromSavepoint ? "savepoint" : "log", "--from", from, "--to", to);
  }

  @Override
  public Optional<String> savepointOf() {
    return fromSavepoint ? Optional.of(JobNames.STATS) : Optional.empty();
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
