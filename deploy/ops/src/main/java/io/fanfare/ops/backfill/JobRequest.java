package io.fanfare.ops.backfill;

import java.util.List;
import java.util.Optional;

/** A job that a backfill needs beside those that keep the views in step. */
public sealed interface JobRequest permits SearchBuild, StatsRebuild {

  /** The name that the job runs under. */
  String job();

  /** Its main class, in the jobs' jar. */
  String mainClass();

  /** Its arguments, without the addresses of servers. */
  List<String> arguments();

  /** The job with whose savepoint it begins; empty if it begins with the log. */
  Optional<String> savepointOf();
}
