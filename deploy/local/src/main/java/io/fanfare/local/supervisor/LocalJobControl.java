package io.fanfare.local.supervisor;

import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackHome;
import io.fanfare.ops.Await;
import io.fanfare.ops.backfill.JobControl;
import io.fanfare.ops.backfill.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs the jobs of backfills through the stack's supervisor. The supervisor starts requested jobs,
 * keeps them running, and ends them when they are no longer requested.
 */
public final class LocalJobControl implements JobControl {

  /** Long, because a server may have just been killed and has to start first. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<String> STARTED = Set.of(RUNNING, FINISHED);

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
  public void start(JobRequest request) throws InterruptedException {
    requests.add(request);
    await(request, "start", state -> state.filter(STARTED::contains).isPresent());
  }

  @Override
  public void stop(JobRequest request) throws InterruptedException {
    requests.remove(request);
    await(request, "end", Optional::isEmpty);
  }

  @Override
  public Optional<String> state(String job) {
    return stack.state().map(state -> state.jobs().get(job));
  }

  private void await(JobRequest request, String verb, Predicate<Optional<String>> condition)
      throws InterruptedException {
    Await.until(
        PATIENCE,
        () -> condition.test(state(request.job())),
        "The job %s did not %s within %d minutes: `fanfare status` shows the jobs."
            .formatted(request.job(), verb, PATIENCE.toMinutes()));
  }
}
