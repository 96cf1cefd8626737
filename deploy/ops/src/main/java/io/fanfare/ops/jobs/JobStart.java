package io.fanfare.ops.jobs;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Starts an uploaded jar, and waits for all tasks of the job. */
final class JobStart {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final FlinkRest rest;
  private final Consumer<String> lines;

  JobStart(FlinkRest rest, Consumer<String> lines) {
    this.rest = rest;
    this.lines = lines;
  }

  /** A job that does not start is cancelled: it could not be stopped with a savepoint. */
  void run(String jar, JobKind kind, List<String> arguments, Optional<String> from)
      throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().replace("-", "");
    try {
      rest.run(jar, kind.mainClass(), arguments, run, from);
    } finally {
      forget(jar);
    }
    boolean isStarted;
    try {
      isStarted = Await.within(PATIENCE, () -> isStarted(kind.name(), run));
    } catch (OperationException e) {
      cancel(run);
      throw e;
    }
    if (!isStarted) {
      String reason = failure(run);
      cancel(run);
      throw new OperationException(
          "The tasks of the job %s do not run within %d minutes, so it was cancelled (%s)."
              .formatted(kind.name(), PATIENCE.toMinutes(), reason));
    }
    lines.accept("All tasks of the job " + kind.name() + " run.");
  }

  /** A JobManager that does not answer at the moment is asked again. */
  private boolean isStarted(String name, String run) throws InterruptedException {
    try {
      for (Job job : rest.jobs()) {
        if (job.id().equals(run) && PipelineJobs.hasEnded(job)) {
          throw new OperationException(
              "The job %s is %s: %s".formatted(name, job.state(), failure(run)));
        }
      }
      return rest.allTasksRun(run);
    } catch (IOException e) {
      return false;
    }
  }

  private String failure(String run) throws InterruptedException {
    try {
      return rest.failure(run).orElse("it waits for slots, or its log has the reason");
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The reason why it did not start matters more than a job that has ended meanwhile. */
  private void cancel(String run) throws InterruptedException {
    try {
      rest.cancel(run);
    } catch (IOException e) {
      // It has ended, or the JobManager is away.
    }
  }

  /** The job runs all the same if its jar stays behind. */
  void forget(String jar) throws InterruptedException {
    try {
      rest.deleteJar(jar);
    } catch (IOException e) {
      // The cluster removes uploaded jars when it stops.
    }
  }
}
