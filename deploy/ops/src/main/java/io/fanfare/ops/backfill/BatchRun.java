package io.fanfare.ops.backfill;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.terminal.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * The batch job that fills a view, while it runs.
 *
 * @param <R> the request for it
 */
public final class BatchRun<R extends JobRequest> {

  private static final Duration PATIENCE = Duration.ofHours(24);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REPORTING = Duration.ofSeconds(5);

  static final String RESTARTING = "RESTARTING";

  /** What a sink counts. */
  private static final String ROWS = "fanfare.rows_written";

  private final Class<R> type;
  private final String before;
  private final String sink;
  private final JobControl jobs;
  private final FlinkRest rest;
  private final Lines lines;
  private long reported;

  /**
   * @param before the name of the operator that computes all rows before the first one is written;
   *     empty if there is none
   * @param sink the name of the job's sink
   */
  public BatchRun(
      PipelineAccess pipeline,
      JobControl jobs,
      Lines lines,
      Class<R> type,
      String before,
      String sink) {
    this.type = type;
    this.before = before;
    this.sink = sink;
    this.jobs = jobs;
    this.rest = new FlinkRest(pipeline.requireFlink().rest());
    this.lines = lines;
  }

  /** The run that was begun and not ended. */
  public Optional<R> find() throws InterruptedException {
    return jobs.started().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /**
   * Starts it unless it runs, and returns when it has written everything. It is then still to be
   * stopped.
   *
   * @throws OperationException if it fails for good, is ended by somebody else, or another one runs
   */
  public void await(R request) throws InterruptedException {
    jobs.start(request);
    if (find().filter(begun -> !begun.equals(request)).isPresent()) {
      throw new OperationException(
          "Another run of the job %s was started meanwhile: wait for it, or cancel it."
              .formatted(request.job()));
    }
    jobs.awaitStarted(request);
    Await.until(
        PATIENCE,
        POLL,
        () -> {
          report(request);
          requireNotFailed(jobs, rest, request);
          jobs.requireAlive(request);
          boolean isEnded = find().isEmpty();
          boolean isFinished = isFinished(request);
          if (isEnded && !isFinished) {
            throw new OperationException(
                "The job %s was cancelled, or another command has waited for its end."
                    .formatted(request.job()));
          }
          return isFinished;
        },
        "The job %s did not end within %d hours.".formatted(request.job(), PATIENCE.toHours()));
  }

  /**
   * Ends a job that has failed for good: the supervisor of a local stack would start it again.
   *
   * @throws OperationException with the cause if it has failed
   */
  static void requireNotFailed(JobControl jobs, FlinkRest rest, JobRequest request)
      throws InterruptedException {
    if (!jobs.state(request.job()).filter("FAILED"::equals).isPresent()) {
      return;
    }
    String cause = cause(rest, request.job());
    jobs.stop(request);
    throw new OperationException("The job %s has failed: %s".formatted(request.job(), cause));
  }

  /** The last failure of a job, in words. */
  static String cause(FlinkRest rest, String name) throws InterruptedException {
    try {
      Optional<Job> job = newest(rest, name);
      Optional<String> failure = job.isEmpty() ? Optional.empty() : rest.failure(job.get().id());
      return failure.orElse("see the log of the JobManager.");
    } catch (IOException e) {
      return "see the log of the JobManager, which does not answer: " + e.getMessage();
    }
  }

  private static Optional<Job> newest(FlinkRest rest, String name)
      throws IOException, InterruptedException {
    return rest.jobs().stream()
        .filter(one -> one.name().equals(name))
        .max(Comparator.comparing(Job::startMillis));
  }

  private boolean isFinished(R request) throws InterruptedException {
    return jobs.state(request.job()).filter(JobControl.FINISHED::equals).isPresent();
  }

  private void report(R request) throws InterruptedException {
    if (System.nanoTime() - reported < REPORTING.toNanos()) {
      return;
    }
    reported = System.nanoTime();
    try {
      Optional<Job> job = newest(rest, request.job());
      if (job.isPresent() && job.get().state().equals(RESTARTING)) {
        lines.print("the job restarts: %s", cause(rest, request.job()));
      } else if (job.isPresent()) {
        String id = job.get().id();
        lines.print(
            "%s%,d written",
            before.isEmpty() ? "" : "%,d computed, ".formatted(rest.written(id, before)),
            rest.counter(id, sink, ROWS));
      }
    } catch (IOException e) {
      lines.print("the JobManager does not answer: %s", String.valueOf(e.getMessage()));
    }
  }
}
