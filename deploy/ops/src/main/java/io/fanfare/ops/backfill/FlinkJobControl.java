package io.fanfare.ops.backfill;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.RestException;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.search.Indices;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs of backfills on a Flink cluster, over the REST interface of its JobManager. Nothing
 * is stored elsewhere: a job counts as started unless it has failed, finished or been cancelled.
 */
public final class FlinkJobControl implements JobControl {

  /** A JobManager that restarts takes a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<String> LOST = Set.of("FAILED", "CANCELED", "gone");
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", FINISHED);
  private static final String SEARCH = JobNames.search("");

  private final PipelineAccess pipeline;
  private final FlinkAccess flink;
  private final FlinkRest rest;

  public FlinkJobControl(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
  }

  @Override
  public List<JobRequest> started() throws InterruptedException {
    return retrying(
        () -> {
          Stream.Builder<JobRequest> started = Stream.builder();
          for (Job job : rest.jobs()) {
            if (!ENDED.contains(job.state())) {
              request(job).ifPresent(started);
            }
          }
          return started.build().toList();
        });
  }

  @Override
  public void start(JobRequest request) throws InterruptedException {
    if (live(request.job()) == null) {
      submit(request);
    }
  }

  @Override
  public void awaitStarted(JobRequest request) throws InterruptedException {
    Await.until(
        PATIENCE,
        () -> {
          requireAlive(request);
          return isStarted(request);
        },
        "The job %s did not start within %d minutes: see its log at %s."
            .formatted(request.job(), PATIENCE.toMinutes(), flink.rest().url()));
  }

  @Override
  public void requireAlive(JobRequest request) throws InterruptedException {
    String state = state(request.job()).orElse("gone");
    if (LOST.contains(state)) {
      throw new OperationException(
          "The job %s is %s, and nothing restarts it: see its log at %s, then run the same command"
                  .formatted(request.job(), state.toLowerCase(Locale.ROOT), flink.rest().url())
              + " again.");
    }
  }

  @Override
  public void stop(JobRequest request) throws InterruptedException {
    Job job = live(request.job());
    if (job == null) {
      return;
    }
    retrying(
        () -> {
          try {
            rest.cancel(job.id());
          } catch (RestException e) {
            // It has ended since.
            if (!e.isNotFound() && !e.isConflict()) {
              throw e;
            }
          }
          return job;
        });
    Await.until(
        PATIENCE,
        () -> live(request.job()) == null,
        "The job %s did not end within %d minutes: see its log at %s."
            .formatted(request.job(), PATIENCE.toMinutes(), flink.rest().url()));
  }

  @Override
  public Optional<String> state(String job) throws InterruptedException {
    Job live = live(job);
    return live == null
        ? newest(ended -> ended.name().equals(job)).map(Job::state)
        : Optional.of(live.state());
  }

  private void submit(JobRequest request) throws InterruptedException {
    try {
      String jar = rest.upload(request.jar(flink));
      try {
        rest.run(
            jar,
            request.mainClass(),
            JobArguments.of(pipeline, request),
            UUID.randomUUID().toString().replace("-", ""),
            request.startsFrom());
      } finally {
        delete(jar);
      }
    } catch (IOException e) {
      throw new OperationException(
          "The job %s could not be started: %s".formatted(request.job(), e.getMessage()), e);
    }
  }

  /** The job runs all the same if its jar stays behind. */
  private void delete(String jar) throws InterruptedException {
    try {
      rest.deleteJar(jar);
    } catch (IOException e) {
      // The cluster removes uploaded jars when it stops.
    }
  }

  private @Nullable Job live(String name) throws InterruptedException {
    return newest(job -> job.name().equals(name) && !ENDED.contains(job.state())).orElse(null);
  }

  private Optional<Job> newest(Predicate<Job> condition) throws InterruptedException {
    return retrying(
        () -> rest.jobs().stream().filter(condition).max(Comparator.comparing(Job::startMillis)));
  }

  private Optional<JobRequest> request(Job job) throws IOException, InterruptedException {
    if (job.name().equals(JobNames.STATS_REBUILD)) {
      Map<String, String> parameters = rest.parameters(job.id());
      return Optional.of(
          new StatsRebuild(
              parameters.getOrDefault("from", ""),
              parameters.getOrDefault("to", ""),
              "true".equals(parameters.get("rebuild-from-savepoint"))));
    }
    if (job.name().equals(JobNames.DASHBOARD_REBUILD)) {
      Map<String, String> parameters = rest.parameters(job.id());
      return Optional.of(
          new DashboardRebuild(
              parameters.getOrDefault("savepoint", ""),
              Integer.parseInt(parameters.getOrDefault("generation", "1")),
              new DashboardRebuild.Part(
                  parameters.getOrDefault("users", ""),
                  parameters.getOrDefault("from", ""),
                  parameters.getOrDefault("to", "")),
              parameters.getOrDefault("as-of", "")));
    }
    if (job.name().equals(JobNames.SEARCH_REBUILD)) {
      Map<String, String> parameters = rest.parameters(job.id());
      return Optional.of(
          new SearchRebuild(
              parameters.getOrDefault("savepoint", ""), parameters.getOrDefault("generation", "")));
    }
    return isSearch(job.name())
        ? Optional.of(new SearchBuild(job.name().substring(SEARCH.length()), null))
        : Optional.empty();
  }

  /** Other jobs of the cluster may be called search-something. */
  private static boolean isSearch(String job) {
    return job.startsWith(SEARCH) && Indices.isGeneration(job.substring(SEARCH.length()));
  }

  private static <T> T retrying(Await.Call<T, IOException> request) throws InterruptedException {
    try {
      return Await.success(
          PATIENCE,
          IOException.class,
          () -> {
            try {
              return request.call();
            } catch (RestException e) {
              // The JobManager would answer the same again.
              if (e.isRejection()) {
                throw new OperationException(String.valueOf(e.getMessage()), e);
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }
}
