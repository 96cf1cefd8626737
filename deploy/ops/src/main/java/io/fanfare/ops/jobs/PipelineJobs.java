package io.fanfare.ops.jobs;

import io.fanfare.ops.Await;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Checkpoint;
import io.fanfare.ops.rest.FlinkRest.Job;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.savepoints.SavepointReader;
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
  private final boolean isDryRun;
  private final Consumer<String> lines;

  /** For those who only ask. */
  public PipelineJobs(PipelineAccess pipeline) {
    this(pipeline, true, line -> {});
  }

  /**
   * For those who change something.
   *
   * @param isDryRun only checks and names what would be done
   * @param lines receives what was or would be done, such as the place of a savepoint as soon as it
   *     is written
   */
  public PipelineJobs(PipelineAccess pipeline, boolean isDryRun, Consumer<String> lines) {
    this.pipeline = pipeline;
    this.flink = pipeline.requireFlink();
    this.rest = new FlinkRest(flink.rest());
    this.isDryRun = isDryRun;
    this.lines = lines;
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

  /**
   * Stops a job with a savepoint.
   *
   * @throws OperationException if it does not run, or cannot write a savepoint
   */
  public JobChange stop(String name) throws InterruptedException {
    return ask(
        () -> {
          Job job = require(name);
          return new JobChange(name, isDryRun, stop(job), null);
        });
  }

  /**
   * Starts a job.
   *
   * @param from savepoint or checkpoint to start from; empty to start from the beginning of the log
   * @param isChecked whether it is refused a savepoint that does not fit the jar or the topics
   * @param options of the job, such as `--parallelism 4`, beside the addresses of its servers
   * @throws OperationException if it runs already, or does not start
   */
  public JobChange start(
      String name, Optional<String> from, boolean isChecked, List<String> options)
      throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    return ask(
        () -> {
          requireEnded(name);
          List<String> arguments = arguments(kind, options);
          String jar = rest.upload(flink.jobsJar());
          try {
            if (from.isPresent() && isChecked) {
              requireStartable(name, jar, from.get());
            }
          } catch (IOException | OperationException e) {
            forget(jar);
            throw e;
          }
          if (isDryRun) {
            forget(jar);
            wouldStart(name, from.orElse("the beginning of its log"), arguments);
          } else {
            run(jar, kind, arguments, from);
          }
          return new JobChange(name, isDryRun, from.orElse(null), arguments);
        });
  }

  /**
   * Stops a job with a savepoint, and starts the jar of this release from it, with the options that
   * the job had and the addresses of the configuration. What can be checked is checked before.
   *
   * @param parallelism the new one; empty to leave it
   * @throws OperationException if a step fails; the sentence names the savepoint once there is one
   */
  public JobChange restart(String name, Optional<Integer> parallelism) throws InterruptedException {
    JobKind kind = JobKind.of(pipeline, name);
    return ask(
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
          return restart(job, kind, options(kind, had, parallelism));
        });
  }

  private JobChange restart(Job job, JobKind kind, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments = arguments(kind, options);
    String jar = rest.upload(flink.jobsJar());
    String savepoint;
    try {
      requireRestorable(job, jar);
      savepoint = stop(job);
    } catch (IOException | OperationException e) {
      forget(jar);
      throw e;
    }
    if (isDryRun) {
      forget(jar);
      wouldStart(job.name(), "that savepoint", arguments);
      return new JobChange(job.name(), true, savepoint, arguments);
    }
    try {
      run(jar, kind, arguments, Optional.of(savepoint));
    } catch (IOException | OperationException e) {
      throw new OperationException(
          ("The job %s was stopped with the savepoint %s, and could not be started again: %s"
                  + " `fanfare jobs start %s --from %s --config … -- %s` starts it.")
              .formatted(
                  job.name(),
                  savepoint,
                  e.getMessage(),
                  job.name(),
                  savepoint,
                  String.join(" ", options)),
          e);
    }
    return new JobChange(job.name(), false, savepoint, arguments);
  }

  private void requireStartable(String name, String jar, String from)
      throws IOException, InterruptedException {
    List<String> problems;
    try {
      problems =
          new SavepointReader(rest, pipeline.kafka())
              .read(jar, List.of(from)).stream().flatMap(read -> read.problems().stream()).toList();
    } catch (RestException e) {
      problems = List.of("It is not known whether the savepoint fits: " + e.getMessage() + ".");
    }
    if (!problems.isEmpty()) {
      throw new OperationException(
          "The job %s was not started: %s `--unchecked` starts it all the same."
              .formatted(name, String.join(" ", problems)));
    }
  }

  private static List<String> arguments(JobKind kind, List<String> options) {
    List<String> arguments = new ArrayList<>(kind.arguments());
    arguments.addAll(options);
    return arguments;
  }

  private void wouldStart(String name, String from, List<String> arguments) {
    lines.accept(
        "The job %s would be started from %s, with %s."
            .formatted(name, from, String.join(" ", arguments)));
  }

  private void requireEnded(String name) throws IOException, InterruptedException {
    for (Job job : rest.jobs()) {
      if (job.name().equals(name) && !ENDED.contains(job.state()) && !isOthers(job)) {
        throw new OperationException(
            "The job %s is %s on %s: stop it first, or restart it."
                .formatted(name, job.state(), flink.rest().url()));
      }
    }
  }

  /** Compares the state of a job, as of its last checkpoint, with that of the jar. */
  private void requireRestorable(Job job, String jar) throws IOException, InterruptedException {
    Optional<Checkpoint> checkpoint = rest.lastCheckpoint(job.id());
    List<String> problems = checkpoint.isEmpty() ? List.of() : problems(jar, checkpoint.get());
    if (problems.isEmpty()) {
      return;
    }
    if (!rest.lastCheckpoint(job.id()).equals(checkpoint)) {
      // Flink may have removed the checkpoint while it was read.
      requireRestorable(job, jar);
      return;
    }
    throw new OperationException(
        "The job %s was not stopped, because %s cannot be started from its state: %s"
            .formatted(job.name(), flink.jobsJar(), String.join(" ", problems)));
  }

  /** A jar of a former release cannot be asked, and must be startable all the same. */
  private List<String> problems(String jar, Checkpoint checkpoint)
      throws IOException, InterruptedException {
    try {
      return new SavepointReader(rest, pipeline.kafka())
          .readState(jar, List.of(checkpoint.location())).stream()
              .flatMap(read -> read.problems().stream())
              .toList();
    } catch (RestException e) {
      lines.accept("The state was not compared with the jar: " + e.getMessage());
      return List.of();
    }
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

  /** Returns where the savepoint is, or the folder that would have it. */
  private String stop(Job job) throws IOException, InterruptedException {
    if (isDryRun) {
      lines.accept(
          "The job %s would be stopped with a savepoint in %s."
              .formatted(job.name(), flink.savepoints()));
      return flink.savepoints();
    }
    String request = rest.stop(job.id(), flink.savepoints());
    Await.until(
        PATIENCE,
        () -> rest.savepointOf(job.id(), request).isPresent(),
        "The job %s wrote no savepoint to %s within %d minutes: see its log at %s."
            .formatted(job.name(), flink.savepoints(), PATIENCE.toMinutes(), flink.rest().url()));
    String savepoint =
        rest.savepointOf(job.id(), request)
            .map(Savepoint::location)
            .orElseThrow(
                () ->
                    new OperationException(
                        "The job %s could not write a savepoint to %s, and still runs: see its log."
                            .formatted(job.name(), flink.savepoints())));
    lines.accept("The job %s was stopped with the savepoint %s".formatted(job.name(), savepoint));
    return savepoint;
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
    lines.accept("All tasks of the job " + kind.name() + " run.");
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
