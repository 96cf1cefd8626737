package io.fanfare.ops.jobs;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Checkpoint;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The jobs of a pipeline on a Flink session cluster, over the REST interface of its JobManager. The
 * jobs of another pipeline on the same cluster read another Kafka, and are left alone: those that
 * name none of this pipeline's brokers.
 */
public final class PipelineJobs {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");
  private static final String FILE = "config";
  private static final String BROKERS = "kafka-bootstrap";
  private static final Pattern OF_SERVERS = Pattern.compile("(?:kafka|cassandra|elasticsearch)-.*");

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
          Map<String, Job> live = new TreeMap<>();
          for (Job job : rest.jobs()) {
            if (isOurs(job)) {
              live.merge(job.name(), job, PipelineJobs::newer);
            }
          }
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

  /**
   * Stops a job with a savepoint.
   *
   * @return where the savepoint is
   * @throws OperationException if it does not run, or cannot write a savepoint
   */
  public String stop(String name) throws InterruptedException {
    return ask(() -> stop(require(name)));
  }

  /**
   * Starts a job.
   *
   * @param from savepoint or checkpoint to start from; empty to start from the beginning of the log
   * @param options of the job, such as `--parallelism 4`, beside the addresses of its servers
   * @throws OperationException if it runs already, or does not start
   */
  public void start(String name, Optional<String> from, List<String> options)
      throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    ask(
        () -> {
          for (Job job : rest.jobs()) {
            if (job.name().equals(name) && !ENDED.contains(job.state()) && !isOthers(job)) {
              throw new OperationException(
                  "The job %s is %s on %s: stop it first, or restart it."
                      .formatted(name, job.state(), flink.rest().url()));
            }
          }
          List<String> arguments = new ArrayList<>(kind.arguments());
          arguments.addAll(options);
          String jar = rest.upload(flink.jobsJar());
          run(jar, kind, arguments, from);
          return name;
        });
  }

  /**
   * Stops a job with a savepoint, and starts the jar of this release from it, with the options that
   * the job had and the addresses of the configuration. What can be checked is checked before.
   *
   * @param parallelism the new one; empty to leave it
   * @param lines receives the place of the savepoint as soon as it is written
   * @throws OperationException if a step fails; the sentence names the savepoint once there is one
   */
  public void restart(String name, Optional<Integer> parallelism, Consumer<String> lines)
      throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    ask(
        () -> {
          Job job = require(name);
          Map<String, String> had = rest.parameters(job.id());
          if (had.containsKey(FILE)) {
            throw new OperationException(
                ("The job %s was started with --config %s, which the JobManager need not have: stop"
                        + " it, and start it with options.")
                    .formatted(name, had.get(FILE)));
          }
          if (parallelism.isPresent() && parallelism.get() > rest.slots()) {
            lines.accept(
                "%s has %d slots now, and the job %s is to have %d subtasks: it waits for more."
                    .formatted(flink.rest().url(), rest.slots(), name, parallelism.get()));
          }
          List<String> options = options(kind, had, parallelism);
          List<String> arguments = new ArrayList<>(kind.arguments());
          arguments.addAll(options);
          String jar = rest.upload(flink.jobsJar());
          String savepoint;
          try {
            savepoint = stop(job);
          } catch (IOException | OperationException e) {
            forget(jar);
            throw e;
          }
          lines.accept("The job %s was stopped with the savepoint %s".formatted(name, savepoint));
          try {
            run(jar, kind, arguments, Optional.of(savepoint));
          } catch (IOException | OperationException e) {
            throw new OperationException(
                ("The job %s was stopped with the savepoint %s, and could not be started again: %s"
                        + " `fanfare jobs start %s --from %s --config … -- %s` starts it.")
                    .formatted(
                        name,
                        savepoint,
                        e.getMessage(),
                        name,
                        savepoint,
                        String.join(" ", options)),
                e);
          }
          return name;
        });
  }

  /**
   * The options that the job had beside the addresses of its servers: those are of the
   * configuration. Flink hides values that look like secrets, and an earlier release may have named
   * its servers otherwise.
   */
  private static List<String> options(
      JobKind kind, Map<String, String> had, Optional<Integer> parallelism) {
    Map<String, String> options = new TreeMap<>(had);
    options.keySet().removeIf(key -> OF_SERVERS.matcher(key).matches());
    parallelism.ifPresent(number -> options.put("parallelism", Integer.toString(number)));
    List<String> more = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          if (!kind.arguments().contains("--" + key)) {
            more.addAll(List.of("--" + key, value));
          }
        });
    return more;
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

  private String stop(Job job) throws IOException, InterruptedException {
    String request = rest.stop(job.id(), flink.savepoints());
    Await.until(
        PATIENCE,
        () -> rest.savepointOf(job.id(), request).isPresent(),
        "The job %s wrote no savepoint to %s within %d minutes: see its log at %s."
            .formatted(job.name(), flink.savepoints(), PATIENCE.toMinutes(), flink.rest().url()));
    return rest.savepointOf(job.id(), request)
        .map(Savepoint::location)
        .orElseThrow(
            () ->
                new OperationException(
                    "The job %s could not write a savepoint to %s, and still runs: see its log."
                        .formatted(job.name(), flink.savepoints())));
  }

  /** A job that does not start is cancelled: it could not be stopped with a savepoint. */
  private void run(String jar, JobKind kind, List<String> arguments, Optional<String> from)
      throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().replace("-", "");
    try {
      rest.run(jar, kind.mainClass(), arguments, run, from);
    } finally {
      forget(jar);
    }
    boolean isStarted;
    try {
      isStarted = Await.within(PATIENCE, () -> isStarted(kind.name(), run));
    } catch (OperationException e) {
      cancel(run);
      throw e;
    }
    if (!isStarted) {
      String reason = failure(run);
      cancel(run);
      throw new OperationException(
          "The tasks of the job %s do not run within %d minutes, so it was cancelled (%s)."
              .formatted(kind.name(), PATIENCE.toMinutes(), reason));
    }
  }

  /** A JobManager that does not answer at the moment is asked again. */
  private boolean isStarted(String name, String run) throws InterruptedException {
    try {
      for (Job job : rest.jobs()) {
        if (job.id().equals(run) && ENDED.contains(job.state())) {
          throw new OperationException(
              "The job %s is %s: %s".formatted(name, job.state(), failure(run)));
        }
      }
      return rest.allTasksRun(run);
    } catch (IOException e) {
      return false;
    }
  }

  private String failure(String run) throws InterruptedException {
    try {
      return rest.failure(run).orElse("it waits for slots, or its log has the reason");
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The reason why it did not start matters more than a job that has ended meanwhile. */
  private void cancel(String run) throws InterruptedException {
    try {
      rest.cancel(run);
    } catch (IOException e) {
      // It has ended, or the JobManager is away.
    }
  }

  /** The job runs all the same if its jar stays behind. */
  private void forget(String jar) throws InterruptedException {
    try {
      rest.deleteJar(jar);
    } catch (IOException e) {
      // The cluster removes uploaded jars when it stops.
    }
  }

  /** A job that was started with a file or with variables does not tell whose it is. */
  private Job require(String name) throws IOException, InterruptedException {
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
    if (!isKnown || ENDED.contains(job.state())) {
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

  private static <T> T ask(Await.Call<T, IOException> request) throws InterruptedException {
    try {
      return request.call();
    } catch (IOException e) {
      throw new OperationException(String.valueOf(e.getMessage()), e);
    }
  }
}
