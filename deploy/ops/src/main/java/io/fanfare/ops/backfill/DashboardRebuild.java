package io.fanfare.ops.backfill;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.schemas.JobNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The dashboards, or a part of them, written again from a savepoint of the fan-out job.
 *
 * @param savepoint as the cluster reaches it
 * @param generation that is written: 1 or 2
 * @param part what is written
 * @param asOf the time by a broker's clock, such as `2026-11-01T12:00:00Z`: entries age by it
 */
public record DashboardRebuild(String savepoint, int generation, Part part, String asOf)
    implements JobRequest {

  /** One that a home of a former release has begun has no time. */
  public DashboardRebuild {
    asOf = Objects.requireNonNullElse(asOf, "");
  }

  /**
   * A part of the dashboards.
   *
   * @param users ids separated by commas; empty for all users
   * @param from first day of the activities, such as `2026-11-01`; empty for no bound
   * @param to the day after the last one; empty for no bound
   */
  public record Part(String users, String from, String to) {

    public static final Part ALL = new Part("", "", "");

    /** In words. */
    String describe() {
      return "the dashboards"
          + (users.isEmpty() ? "" : " of the users " + users)
          + (from.isEmpty() ? "" : " from " + from)
          + (to.isEmpty() ? "" : " to " + to);
    }
  }

  /** In words. */
  public String describe() {
    return part.describe() + " in generation " + generation;
  }

  @Override
  public String job() {
    return JobNames.DASHBOARD_REBUILD;
  }

  @Override
  public String mainClass() {
    return JobNames.DASHBOARD_REBUILD_CLASS;
  }

  @Override
  public Path jar(FlinkAccess flink) {
    return flink.cassandraRebuildJar();
  }

  @Override
  public List<String> arguments() {
    return List.of(
        "--savepoint",
        savepoint,
        "--generation",
        Integer.toString(generation),
        "--users",
        part.users(),
        "--from",
        part.from(),
        "--to",
        part.to(),
        "--as-of",
        asOf);
  }

  @Override
  public boolean runsAsBatch() {
    return true;
  }
}
