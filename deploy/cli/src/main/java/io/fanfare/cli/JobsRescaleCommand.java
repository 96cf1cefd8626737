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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a job another parallelism. */
@Command(
    name = "rescale",
    description = "Stops a job with a savepoint, and starts it from that with another parallelism.")
final class JobsRescaleCommand implements Callable<Integer> {

  @Mixin private final Target target = new Target();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The name of the job, as `jobs` prints it.")
  private String name = "";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      required = true,
      description = "The new number of subtasks, from 1 to 128.")
  private int parallelism;

  @Override
  public Integer call() throws InterruptedException {
    String savepoint =
        new PipelineJobs(target.access())
            .restart(name, Map.of("parallelism", Integer.toString(parallelism)));
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            "All tasks of the job %s run with the parallelism %d, from the savepoint %s"
                .formatted(name, parallelism, savepoint));
    return 0;
  }
}
