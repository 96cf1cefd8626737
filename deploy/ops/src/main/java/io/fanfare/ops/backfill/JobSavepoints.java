package io.fanfare.ops.backfill;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import io.fanfare.ops.rest.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;

/** Makes running jobs write savepoints. */
public final class JobSavepoints {

  private static final Duration PATIENCE = Duration.ofHours(1);

  /** A job that restarts takes a while, and is not even there if the JobManager was restarted. */
  private static final Duration STARTING = Duration.ofMinutes(2);

  private static final Duration RETRY = Duration.ofMillis(500);

  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");

  private final FlinkAccess flink;
  private final FlinkRest rest;
  private final Duration starting;

  public JobSavepoints(PipelineAccess pipeline) {
    this(pipeline.requireFlink(), STARTING);
  }

  /**
   * @param starting how long a job may take to run again
   */
  JobSavepoints(FlinkAccess flink, Duration starting) {
    this.flink = flink;
    this.rest = new FlinkRest(flink.rest());
    this.starting = starting;
  }

  /**
   * Makes a running job write a savepoint and continue.
   *
   * @return where it is
   * @throws OperationException if the job does not run within minutes or cannot write a savepoint,
   *     or the JobManager does not answer
   */
  public String of(String name) throws InterruptedException {
    try {
      return Await.success(
          starting,
          RETRY,
          IOException.class,
          () -> {
            try {
              return written(name);
            } catch (RestException e) {
              // A job is unknown while its JobManager restarts; anything else stays wrong.
              if (e.isRejection() && !e.isNotFound()) {
                throw new OperationException(String.valueOf(e.getMessage()), e);
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }

  private Job running(String name) throws IOException, InterruptedException {
    Job job =
        rest.jobs().stream()
            .filter(live -> live.name().equals(name) && !ENDED.contains(live.state()))
            .max(Comparator.comparing(Job::startMillis))
            .orElseThrow(
                () ->
                    new IOException(
                        "The job %s does not run on %s, so it can write no savepoint: start it."
                            .formatted(name, flink.rest().url())));
    if (!rest.allTasksRun(job.id())) {
      throw new IOException(
          "The job %s restarts on %s, so it can write no savepoint: see its log for the cause."
              .formatted(name, flink.rest().url()));
    }
    return job;
  }

  private String written(String name) throws IOException, InterruptedException {
    Job job = running(name);
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
                new IOException(
                    "The job %s could not write a savepoint to %s: see its log for the cause."
                        .formatted(name, flink.savepoints())));
  }
}
