package io.fanfare.cli;

import io.fanfare.cli.options.JobToChange;
import io.fanfare.ops.jobs.JobChanges;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a job. */
@Command(
    name = "stop",
    description =
        "Stops a job with a savepoint, from which `jobs start` starts it. The local stack starts its"
            + " jobs again by itself.")
final class JobsStopCommand implements Callable<Integer> {

  @Mixin private final JobToChange job = new JobToChange();

  @Override
  public Integer call() throws InterruptedException {
    return job.change(JobChanges::stop);
  }
}
