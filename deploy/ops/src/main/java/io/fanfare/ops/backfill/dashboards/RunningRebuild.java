package io.fanfare.ops.backfill.dashboards;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.backfill.DashboardRebuild;
import io.fanfare.ops.backfill.JobControl;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.terminal.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** The batch job that writes dashboards, while it runs. */
final class RunningRebuild {

  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REPORTING = Duration.ofSeconds(5);

  /** The operators of the job, as they are named there, and the counter of the last one. */
  private static final String EXPAND = "expand";

  private static final String SINK = "cassandra";
  private static final String ROWS = "fanfare.rows_written";

  private final JobControl jobs;
  private final FlinkRest rest;
  private final Lines lines;
  private long reported;

  RunningRebuild(PipelineAccess pipeline, JobControl jobs, Lines lines) {
    this.jobs = jobs;
    this.rest = new FlinkRest(pipeline.requireFlink().rest());
    this.lines = lines;
  }

  /** The rebuild that was begun and not ended. */
  Optional<DashboardRebuild> find() throws InterruptedException {
    return jobs.started().stream()
        .filter(DashboardRebuild.class::isInstance)
        .map(DashboardRebuild.class::cast)
        .findFirst();
  }

  /**
   * Starts it unless it runs, and returns when it has written everything.
   *
   * @throws OperationException if it fails for good, is ended by somebody else, or another one runs
   */
  void await(DashboardRebuild rebuild) throws InterruptedException {
    jobs.start(rebuild);
    if (find().filter(begun -> !begun.equals(rebuild)).isPresent()) {
      throw new OperationException(
          "Another rebuild of the dashboards was started meanwhile: wait for it, or cancel it.");
    }
    jobs.awaitStarted(rebuild);
    Await.until(
        PATIENCE,
        POLL,
        () -> {
          report(rebuild);
          jobs.requireAlive(rebuild);
          boolean isEnded = find().isEmpty();
          boolean isFinished = isFinished(rebuild);
          if (isEnded && !isFinished) {
            throw new OperationException(
                "The rebuild was cancelled, or another command has waited for its end.");
          }
          return isFinished;
        },
        "The job %s did not end within %d hours.".formatted(rebuild.job(), PATIENCE.toHours()));
    jobs.stop(rebuild);
  }

  private boolean isFinished(DashboardRebuild rebuild) throws InterruptedException {
    return jobs.state(rebuild.job()).filter(JobControl.FINISHED::equals).isPresent();
  }

  private void report(DashboardRebuild rebuild) throws InterruptedException {
    if (System.nanoTime() - reported < REPORTING.toNanos()) {
      return;
    }
    reported = System.nanoTime();
    try {
      Optional<Job> job =
          rest.jobs().stream()
              .filter(one -> one.name().equals(rebuild.job()))
              .max(Comparator.comparing(Job::startMillis));
      if (job.isPresent()) {
        lines.print(
            "%,d entries computed, %,d written",
            rest.written(job.get().id(), EXPAND), rest.counter(job.get().id(), SINK, ROWS));
      }
    } catch (IOException e) {
      lines.print("the JobManager does not answer: %s", String.valueOf(e.getMessage()));
    }
  }
}
