package io.fanfare.local.supervisor;

import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackHome;
import io.fanfare.ops.Await;
import io.fanfare.ops.backfill.JobControl;
import io.fanfare.ops.backfill.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs the jobs of backfills through the stack's supervisor. The supervisor starts requested jobs,
 * keeps them running, and ends them when they are no longer requested.
 */
public final class LocalJobControl implements JobControl {

  /** Long, because a server may have just been killed and has to start first. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final RequestedJobs requests;
  private final DetachedStack stack;

  public LocalJobControl(StackHome home) {
    this.requests = new RequestedJobs(home);
    this.stack = new DetachedStack(home);
  }

  @Override
  public List<JobRequest> started() {
    return requests.all();
  }

  @Override
  public void start(JobRequest request) {
    requests.add(request);
  }

  @Override
  public void awaitStarted(JobRequest request) throws InterruptedException {
    await(request, "start", () -> isStarted(request));
  }

  /** The supervisor restarts a job that fails. */
  @Override
  public void requireAlive(JobRequest request) {}

  @Override
  public void stop(JobRequest request) throws InterruptedException {
    requests.remove(request);
    await(request, "end", () -> state(request.job()).isEmpty());
  }

  @Override
  public Optional<String> state(String job) {
    return stack.state().map(state -> state.jobs().get(job));
  }

  private void await(JobRequest request, String verb, Await.Condition<RuntimeException> condition)
      throws InterruptedException {
    Await.until(
        PATIENCE,
        condition,
        "The job %s did not %s within %d minutes: `fanfare status` shows the jobs."
            .formatted(request.job(), verb, PATIENCE.toMinutes()));
  }
}
