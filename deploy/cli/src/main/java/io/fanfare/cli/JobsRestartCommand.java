package io.fanfare.cli;

import io.fanfare.cli.options.JobToChange;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restarts a job. */
@Command(
    name = "restart",
    description = {
      "Stops a job with a savepoint, and starts the jar `flink-jobs-jar` from it with the options"
          + " that the job had: an upgrade, if the jar is a newer one.",
      "Before that, it compares the state of the job's last checkpoint with the jar, and stops"
          + " nothing if they do not fit."
    })
final class JobsRestartCommand implements Callable<Integer> {

  @Mixin private final JobToChange job = new JobToChange();

  @Override
  public Integer call() throws InterruptedException {
    return job.change((jobs, name) -> jobs.restart(name, Optional.empty()));
  }
}
