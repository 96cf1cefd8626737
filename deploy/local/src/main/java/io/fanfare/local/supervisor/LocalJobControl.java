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
 * Has the stack's supervisor run the jobs of backfills: it starts what is requested, keeps it
 * running, and ends what is no longer requested.
 */
public final class LocalJobControl implements JobControl {

  /** A stack in which a server was just killed takes a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<String> BEGUN = Set.of(RUNNING, FINISHED);

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
    await(request, "start", state -> state.filter(BEGUN::contains).isPresent());
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

  private void await(JobRequest request, String what, Predicate<Optional<String>> condition)
      throws InterruptedException {
    Await.until(
        PATIENCE,
        () -> condition.test(state(request.job())),
        "The job %s did not %s within %d minutes: `fanfare status` shows the jobs."
            .formatted(request.job(), what, PATIENCE.toMinutes()));
  }
}
