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

  /** The savepoint that it starts from, as the cluster reaches it; empty for the log. */
  Optional<String> startsFrom();

  /** Whether the job finishes at the end of the log, and does not follow it. */
  boolean endsByItself();

  /** Whether it is a batch job, which has no checkpoints and cannot be stopped with a savepoint. */
  default boolean runsAsBatch() {
    return false;
  }
}
