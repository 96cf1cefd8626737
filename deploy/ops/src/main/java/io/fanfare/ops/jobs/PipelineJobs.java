package io.fanfare.ops.jobs;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Checkpoint;
import io.fanfare.ops.rest.FlinkRest.Job;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The jobs of a pipeline on a Flink session cluster, over the REST interface of its JobManager. The
 * jobs of another pipeline on the same cluster read another Kafka, and are left alone: those that
 * name none of this pipeline's brokers.
 */
public final class PipelineJobs {

  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");
  private static final String BROKERS = "kafka-bootstrap";

  private final PipelineAccess pipeline;
  private final FlinkAccess flink;
  private final FlinkRest rest;

  public PipelineJobs(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
  }

  /**
   * All jobs that run, and those that should.
   *
   * @throws OperationException if Flink or Kafka does not answer
   */
  public List<JobState> list() throws InterruptedException {
    return ask(
        () -> {
          Map<String, Job> live = live();
          List<JobState> states = new ArrayList<>();
          try (Lag lag = new Lag(pipeline.kafka())) {
            for (String name : JobKind.names(pipeline)) {
              Job job = live.remove(name);
              states.add(job == null ? JobState.missing(name) : state(job, lag));
            }
            for (Job job : live.values()) {
              states.add(state(job, lag));
            }
          }
          if (pipeline.searches() && live.keySet().stream().noneMatch(JobKind::isSearch)) {
            states.add(JobState.missing("search"));
          }
          return states;
        });
  }

  /** The jobs of this pipeline that have not ended, by name. */
  Map<String, Job> live() throws IOException, InterruptedException {
    Map<String, Job> live = new TreeMap<>();
    for (Job job : rest.jobs()) {
      if (isOurs(job)) {
        live.merge(job.name(), job, PipelineJobs::newer);
      }
    }
    return live;
  }

  private JobState state(Job job, Lag lag) throws IOException, InterruptedException {
    Instant now = Instant.now();
    // Flink reports a job as running long before its tasks are.
    boolean isStarting = job.state().equals("RUNNING") && !rest.allTasksRun(job.id());
    Optional<Checkpoint> checkpoint = rest.lastCheckpoint(job.id());
    Lag.Unread unread = lag.of(JobKind.groupOf(job.name()));
    return new JobState(
        job.name(),
        isStarting ? JobState.STARTING : job.state(),
        rest.restarts(job.id()),
        unread.records(),
        unread.oldest() == null ? null : Duration.between(unread.oldest(), now),
        checkpoint.map(last -> Duration.between(last.triggered(), now)).orElse(null),
        checkpoint.map(Checkpoint::location).orElse(null),
        rest.failure(job.id()).orElse(null));
  }

  /** A job that was started with a file or with variables does not tell whose it is. */
  Job require(String name) throws IOException, InterruptedException {
    Job newest = null;
    for (Job job : rest.jobs()) {
      if (job.name().equals(name) && isOurs(job)) {
        newest = newest == null ? job : newer(newest, job);
      }
    }
    if (newest == null) {
      throw new OperationException(
          "The job %s does not run on %s.".formatted(name, flink.rest().url()));
    }
    if (!rest.parameters(newest.id()).containsKey(BROKERS)) {
      throw new OperationException(
          ("The job %s was started without the option --kafka-bootstrap, so it may belong to another"
                  + " pipeline: stop it with Flink's own tools, and start it with options.")
              .formatted(name));
    }
    return newest;
  }

  private boolean isOurs(Job job) throws IOException, InterruptedException {
    boolean isKnown = JobKind.names(pipeline).contains(job.name()) || JobKind.isSearch(job.name());
    if (!isKnown || hasEnded(job)) {
      return false;
    }
    Map<String, String> parameters = rest.parameters(job.id());
    return parameters.containsKey(BROKERS) ? !isOthers(job) : parameters.containsKey("parallelism");
  }

  /** Whether a job certainly belongs to another pipeline: it names none of our brokers. */
  private boolean isOthers(Job job) throws IOException, InterruptedException {
    String brokers = rest.parameters(job.id()).get(BROKERS);
    return brokers != null
        && Collections.disjoint(
            List.of(brokers.split(",")), List.of(pipeline.kafka().bootstrap().split(",")));
  }

  private static Job newer(Job one, Job other) {
    return Comparator.comparing(Job::startMillis).compare(one, other) < 0 ? other : one;
  }

  /** Refuses a job that runs already. */
  void requireEnded(String name) throws IOException, InterruptedException {
    for (Job job : rest.jobs()) {
      if (job.name().equals(name) && !hasEnded(job) && !isOthers(job)) {
        throw new OperationException(
            "The job %s is %s on %s: stop it first, or restart it."
                .formatted(name, job.state(), flink.rest().url()));
      }
    }
  }

  static boolean hasEnded(Job job) {
    return ENDED.contains(job.state());
  }

  static <T> T ask(Await.Call<T, IOException> request) throws InterruptedException {
    try {
      return request.call();
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }
}
