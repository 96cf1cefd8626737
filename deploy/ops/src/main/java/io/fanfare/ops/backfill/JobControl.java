package io.fanfare.ops.backfill;

import io.fanfare.ops.OperationException;
import java.util.List;
import java.util.Optional;

/** Starts and stops the jobs of backfills, where the pipeline's jobs run. */
public interface JobControl {

  String RUNNING = "RUNNING";
  String FINISHED = "FINISHED";

  /** The requests that were started and not stopped, the live generation of search included. */
  List<JobRequest> started() throws InterruptedException;

  /** Requests a job, unless it is started already: it runs some time later. */
  void start(JobRequest request) throws InterruptedException;

  /**
   * Returns when a requested job runs, or has finished if it ends by itself.
   *
   * @throws OperationException if it does not start within minutes
   */
  void awaitStarted(JobRequest request) throws InterruptedException;

  /**
   * Checks that a job that has started is not lost.
   *
   * @throws OperationException if it has failed or was cancelled, and nothing restarts it
   */
  void requireAlive(JobRequest request) throws InterruptedException;

  /**
   * Ends a job for good, without a savepoint, and returns when it has ended.
   *
   * @throws OperationException if it does not end within minutes
   */
  void stop(JobRequest request) throws InterruptedException;

  /** The state of a job as Flink names it, such as `RUNNING`; empty if there is no such job. */
  Optional<String> state(String job) throws InterruptedException;

  /** Whether a job runs, or has finished if it ends by itself. */
  default boolean isStarted(JobRequest request) throws InterruptedException {
    String state = state(request.job()).orElse("");
    return state.equals(RUNNING) || (request.endsByItself() && state.equals(FINISHED));
  }
}
