package io.fanfare.ops.exporter;

import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.jobs.JobState;
import io.fanfare.ops.jobs.PipelineJobs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The jobs, as `fanfare jobs` lists them. */
final class JobsProbe implements Probe {

  private final PipelineJobs jobs;
  private final Series running;
  private final Series restarts;
  private final Series lagRecords;
  private final Series lagSeconds;
  private final Series checkpointAge;

  JobsProbe(PipelineAccess pipeline, MeterRegistry registry) {
    jobs = new PipelineJobs(pipeline);
    running = new Series("fanfare.job.running", "job_name", registry);
    restarts = new Series("fanfare.job.restarts", "job_name", registry);
    lagRecords = new Series("fanfare.job.lag.records", "job_name", registry);
    lagSeconds = new Series("fanfare.job.lag.seconds", "job_name", registry);
    checkpointAge = new Series("fanfare.job.checkpoint.age.seconds", "job_name", registry);
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public void run(Runnable succeeded) throws InterruptedException {
    List<JobState> states = List.of();
    try {
      states = jobs.list();
      succeeded.run();
    } finally {
      report(states);
    }
  }

  private void report(List<JobState> states) {
    set(running, states, job -> job.isRunning() ? 1.0 : 0.0);
    set(restarts, states, job -> job.isRunning() ? (double) job.restarts() : null);
    set(lagRecords, states, job -> job.lag() == null ? null : (double) job.lag());
    set(lagSeconds, states, job -> seconds(job.lagAge()));
    set(checkpointAge, states, job -> seconds(job.checkpointAge()));
  }

  private static void set(
      Series series, List<JobState> jobs, Function<JobState, @Nullable Double> value) {
    series.set(jobs, JobState::name, value);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis() / 1_000.0;
  }
}
