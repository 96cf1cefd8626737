package io.fanfare.cli;

import io.fanfare.cli.options.Output;
import io.fanfare.cli.options.Target;
import io.fanfare.ops.jobs.JobState;
import io.fanfare.ops.jobs.PipelineJobs;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the jobs. */
@Command(
    name = "jobs",
    description = {
      "Lists the jobs of a pipeline on a Flink session cluster: state, restarts, how much of their"
          + " topics they had not read at their last checkpoint, and its age.",
      "Exits with 1 if a job does not run."
    },
    subcommands = {
      JobsStartCommand.class,
      JobsStopCommand.class,
      JobsRestartCommand.class,
      JobsRescaleCommand.class
    },
    exitCodeOnExecutionException = 3)
final class JobsCommand implements Callable<Integer> {

  private static final String ROW = "%-24s %-12s %8s %12s %8s %10s";

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws InterruptedException {
    List<JobState> jobs = new PipelineJobs(target.access()).list();
    output.line(ROW.formatted("job", "state", "restarts", "lag, records", "lag, s", "checkpoint"));
    for (JobState job : jobs) {
      output.document(job.document());
      output.line(line(job));
      if (job.failure() != null && !job.isRunning()) {
        output.line("  last failure: " + job.failure());
      }
    }
    return jobs.stream().allMatch(JobState::isRunning) ? 0 : 1;
  }

  private static String line(JobState job) {
    Duration checkpoint = job.checkpointAge();
    return ROW.formatted(
            job.name(),
            job.state().toLowerCase(Locale.ROOT),
            job.restarts(),
            job.lag() == null ? "-" : "%,d".formatted(job.lag()),
            job.lagAge() == null ? "-" : Long.toString(job.lagAge().toSeconds()),
            checkpoint == null ? "none" : checkpoint.toSeconds() + " s ago")
        .stripTrailing();
  }
}
