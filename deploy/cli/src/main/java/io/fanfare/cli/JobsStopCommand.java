package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.ops.jobs.PipelineJobs;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a job. */
@Command(
    name = "stop",
    description =
        "Stops a job with a savepoint, from which `jobs start` starts it. The local stack starts its"
            + " jobs again by itself.")
final class JobsStopCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of the job, as `jobs` prints it.")
  private String name = "";

  @Override
  public Integer call() throws InterruptedException {
    String savepoint = new PipelineJobs(target.accessOfOthers()).stop(name);
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println("The job " + name + " was stopped with the savepoint " + savepoint);
    return 0;
  }
}
