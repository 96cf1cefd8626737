package io.fanfare.cli;

import io.fanfare.cli.options.Target;
import io.fanfare.ops.jobs.PipelineJobs;
import java.util.Map;
import java.util.Objects;
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
    String savepoint = new PipelineJobs(target.access()).restart(name, Map.of());
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println("All tasks of the job " + name + " run, from the savepoint " + savepoint);
    return 0;
  }
}
