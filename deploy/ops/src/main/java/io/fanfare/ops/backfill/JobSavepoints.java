package io.fanfare.ops.backfill;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;

/** Makes running jobs write savepoints. */
public final class JobSavepoints {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final FlinkAccess flink;
  private final FlinkRest rest;

  public JobSavepoints(PipelineAccess pipeline) {
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
  }

  /**
   * Makes a running job write a savepoint and continue.
   *
   * @return where it is
   * @throws OperationException if the job does not run, or cannot write one
   * @throws IOException if the JobManager does not answer
   */
  public String of(String name) throws IOException, InterruptedException {
    Job job =
        rest.jobs().stream()
            .filter(live -> live.name().equals(name) && live.state().equals("RUNNING"))
            .max(Comparator.comparing(Job::startMillis))
            .orElseThrow(
                () ->
                    new OperationException(
                        "The job %s does not run on %s, so it can write no savepoint: start it."
                            .formatted(name, flink.rest().url())));
    String request = rest.savepoint(job.id(), flink.savepoints());
    Await.until(
        PATIENCE,
        () -> rest.savepointOf(job.id(), request).isPresent(),
        "The job %s wrote no savepoint to %s within %d minutes."
            .formatted(name, flink.savepoints(), PATIENCE.toMinutes()));
    return rest.savepointOf(job.id(), request)
        .map(Savepoint::location)
        .orElseThrow(
            () ->
                new OperationException(
                    "The job %s could not write a savepoint to %s: see its log for the cause."
                        .formatted(name, flink.savepoints())));
  }
}
