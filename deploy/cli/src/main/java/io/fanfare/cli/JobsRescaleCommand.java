package io.fanfare.cli;

import io.fanfare.cli.options.JobToChange;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives a job another parallelism. */
@Command(
    name = "rescale",
    description = "Stops a job with a savepoint, and starts it from that with another parallelism.")
final class JobsRescaleCommand implements Callable<Integer> {

  /** The number of key groups. */
  private static final int MOST = 128;

  @Mixin private final JobToChange job = new JobToChange();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      required = true,
      description = "The new number of subtasks, from 1 to 128.")
  private int parallelism;

  @Override
  public Integer call() throws InterruptedException {
    if (parallelism < 1 || parallelism > MOST) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--parallelism is %d: give a number from 1 to %d.".formatted(parallelism, MOST));
    }
    return job.change((jobs, name) -> jobs.restart(name, Optional.of(parallelism)));
  }
}
