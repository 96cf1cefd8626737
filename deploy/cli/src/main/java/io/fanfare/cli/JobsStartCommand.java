package io.fanfare.cli;

import io.fanfare.cli.options.JobToChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a job. */
@Command(
    name = "start",
    description = {
      "Starts a job of the jar `flink-jobs-jar`, with the addresses of the configuration.",
      "A job that has lost its state must not resume on tables that it filled before: give the"
          + " savepoint of its last run, unless the tables are empty."
    })
final class JobsStartCommand implements Callable<Integer> {

  @Mixin private final JobToChange job = new JobToChange();

  @Parameters(
      index = "1..*",
      paramLabel = "OPTION",
      description = "Options of the job behind `--`, for example `-- --parallelism 4`.")
  private List<String> options = List.of();

  @ArgGroup(multiplicity = "1")
  private Beginning beginning = new Beginning();

  private static final class Beginning {
    @Option(
        names = "--from",
        paramLabel = "SAVEPOINT",
        description = "Starts from this savepoint or checkpoint, a URI as the cluster reaches it.")
    private @Nullable String from;

    @Option(
        names = "--from-log",
        description = "Starts without state, at the beginning of the log.")
    private boolean isFromLog;
  }

  @Option(
      names = "--unchecked",
      description =
          "Starts from the savepoint even if `savepoint check` finds a problem, or the jar is of a"
              + " release without this check.")
  private boolean unchecked;

  @Override
  public Integer call() throws InterruptedException {
    return job.change(
        (jobs, name) -> jobs.start(name, Optional.ofNullable(beginning.from), !unchecked, options));
  }
}
