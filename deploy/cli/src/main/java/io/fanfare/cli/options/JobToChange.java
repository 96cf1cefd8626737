package io.fanfare.cli.options;

import io.fanfare.ops.jobs.JobChange;
import io.fanfare.ops.jobs.JobChanges;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A job that a command starts or stops. */
public final class JobToChange {

  @Mixin private final Target target = new Target();
  @Mixin private final Output output = new Output();
  @Mixin private final DryRun dryRun = new DryRun();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description =
          "fan-out, dashboard-interactive, dashboard-batch, closeness, stats or search-GENERATION.")
  private String name = "";

  /** What a command does with the job. */
  @FunctionalInterface
  public interface Change {
    JobChange apply(JobChanges jobs, String name) throws InterruptedException;
  }

  /**
   * Does something with the job, and prints what.
   *
   * @return the exit code
   */
  public int change(Change change) throws InterruptedException {
    JobChanges jobs = new JobChanges(target.accessOfOthers(), dryRun.isRequested(), output::report);
    output.document(change.apply(jobs, name).document());
    return 0;
  }
}
