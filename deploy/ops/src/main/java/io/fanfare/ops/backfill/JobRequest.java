package io.fanfare.ops.backfill;

import io.fanfare.ops.FlinkAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A job that a backfill needs in addition to the live jobs. */
public sealed interface JobRequest
    permits DashboardRebuild, SearchBuild, SearchRebuild, StatsRebuild {

  /** The name of the job. */
  String job();

  /** Its main class, in its jar. */
  String mainClass();

  /** The jar that has it, on this machine. */
  default Path jar(FlinkAccess flink) {
    return flink.jobsJar();
  }

  /** Its arguments, without the addresses of servers. */
  List<String> arguments();

  /**
   * The savepoint that it is restored from, as the cluster reaches it; empty if it starts without
   * state. A batch job reads a savepoint, and is not restored from it.
   */
  default Optional<String> startsFrom() {
    return Optional.empty();
  }

  /** Whether the job finishes at the end of its input, and does not follow the log. */
  default boolean endsByItself() {
    return runsAsBatch();
  }

  /** Whether it is a batch job, which has no checkpoints and cannot be stopped with a savepoint. */
  default boolean runsAsBatch() {
    return false;
  }
}
