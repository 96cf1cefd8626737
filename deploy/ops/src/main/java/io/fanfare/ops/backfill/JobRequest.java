package io.fanfare.ops.backfill;

import java.util.List;
import java.util.Optional;

/** A job that a backfill needs in addition to the live jobs. */
public sealed interface JobRequest permits SearchBuild, StatsRebuild {

  /** The name of the job. */
  String job();

  /** Its main class, in the jobs' jar. */
  String mainClass();

  /** Its arguments, without the addresses of servers. */
  List<String> arguments();

  /** The job from whose savepoint it starts; empty if it starts from the log. */
  Optional<String> savepointOf();

  /** Whether the job finishes at the end of the log, and does not follow it. */
  boolean endsByItself();
}
