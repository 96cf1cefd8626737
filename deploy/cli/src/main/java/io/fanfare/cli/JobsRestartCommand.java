package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.ops.jobs.PipelineJobs;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restarts a job. */
@Command(
    name = "restart",
    description =
        "Stops a job with a savepoint, and starts the jar `flink-jobs-jar` from it with the options"
            + " that the job had: an upgrade, if the jar is a newer one.")
final class JobsRestartCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of the job, as `jobs` prints it.")
  private String name = "";

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    new PipelineJobs(target.accessOfOthers())
        .restart(
            name,
            Optional.empty(),
            line -> {
              out.println(line);
              out.flush();
            });
    out.println("All tasks of the job " + name + " run.");
    return 0;
  }
}
