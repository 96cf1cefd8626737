package io.fanfare.local.pipeline;

import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The jobs in the Flink cluster: started from their newest state, and looked after. */
final class Jobs {

  private static final String UNKNOWN = "UNKNOWN";
  private static final String RUNNING = "RUNNING";
  private static final List<String> LOST = List.of(UNKNOWN, "FAILED", "CANCELED");
  private static final List<String> ENDED = List.of(UNKNOWN, "FAILED", "CANCELED", "FINISHED");
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** Of somebody who needs a savepoint. */
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofSeconds(120);

  private final StackSettings settings;
  private final Progress progress;
  private final FlinkRest flink;
  private final JobLedger ledger;
  private final RestorePoints points;
  private final Map<String, String> states = new LinkedHashMap<>();

  /** What was asked for jobs that begin with another's savepoint, by their names. */
  private final Map<String, Beginning> beginnings = new HashMap<>();

  /** Guards starts: a run that is noted, and that Flink does not know yet, is not missing. */
  private final Object starting = new Object();

  /** A savepoint that a run was asked for. */
  private record Beginning(String run, String request, Instant at) {}

  Jobs(StackSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.flink = new FlinkRest(new StackAddresses(settings).flinkUrl());
    this.ledger = new JobLedger(settings.home().data("jobs.json"));
    this.points = new RestorePoints(settings, ledger);
  }

  /** The jobs that are wanted. */
  private List<JobDefinition> definitions() {
    return JobDefinition.all(settings);
  }

  /** What each job does, as seen last. */
  synchronized Map<String, String> states() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /**
   * Starts every job that the cluster does not run, and ends those that nobody wants any more.
   *
   * @return whether one was started
   */
  boolean startMissing() throws IOException, InterruptedException {
    synchronized (starting) {
      Map<String, String> running = running();
      endUnwanted(running);
      List<JobDefinition> missing = look(running);
      if (missing.isEmpty() || flink.slots() == 0) {
        return false;
      }
      Map<JobDefinition, Optional<Path>> from = new LinkedHashMap<>();
      for (JobDefinition job : missing) {
        if (hasBeginning(job, running)) {
          from.put(job, points.required(job.name()));
        }
      }
      start(from);
      return !from.isEmpty();
    }
  }

  /**
   * Whether a job can be started: one that begins with another's savepoint has it written first, as
   * its own, and nothing waits for that meanwhile.
   */
  private boolean hasBeginning(JobDefinition job, Map<String, String> running)
      throws IOException, InterruptedException {
    if (job.from() == null
        || ledger.current(job.name()).isPresent()
        || points.required(job.name()).isPresent()) {
      return true;
    }
    Beginning asked = beginnings.get(job.name());
    String other = ledger.current(job.from()).orElse(UNKNOWN);
    if (!RUNNING.equals(running.get(other))) {
      beginnings.remove(job.name());
    } else if (asked == null || !asked.run().equals(other)) {
      if (flink.allTasksRun(other)) {
        String request = flink.savepoint(other, directory(points.savepointsOf(job.name())));
        beginnings.put(job.name(), new Beginning(other, request, Instant.now()));
      }
    } else if (flink.savepointOf(other, asked.request()).isPresent()
        && asked.at().plus(SAVEPOINT_PATIENCE).isBefore(Instant.now())) {
      // It has ended, and there is none.
      beginnings.remove(job.name());
    }
    return points.required(job.name()).isPresent();
  }

  private void endUnwanted(Map<String, String> running) throws IOException, InterruptedException {
    Set<String> unwanted = new LinkedHashSet<>(ledger.jobs());
    unwanted.addAll(states().keySet());
    definitions().forEach(job -> unwanted.remove(job.name()));
    for (String job : unwanted) {
      end(job, running);
    }
  }

  private void end(String job, Map<String, String> running)
      throws IOException, InterruptedException {
    String run = ledger.current(job).orElse(UNKNOWN);
    if (ENDED.contains(running.getOrDefault(run, UNKNOWN))) {
      points.removeAll(job);
      ledger.forget(job);
      beginnings.remove(job);
      forgetState(job);
      progress.say("job %s is ended", job);
    } else {
      flink.cancel(run);
    }
  }

  private synchronized void forgetState(String job) {
    states.remove(job);
  }

  /**
   * Has a job write a savepoint that is kept, instead of the one it kept before.
   *
   * @return whether there is one; not if the job did not run
   */
  boolean keepSavepoint(String job) throws IOException, InterruptedException {
    Optional<String> run = ledger.current(job);
    if (run.isEmpty() || !flink.allTasksRun(run.get())) {
      return false;
    }
    StackHome.delete(points.keptOf(job));
    String request = flink.savepoint(run.get(), directory(points.keptOf(job)));
    return saved(run.get(), request, Instant.now().plus(SAVEPOINT_PATIENCE));
  }

  /**
   * Stops a job and starts it from the savepoint it was told to keep: all that came since is done
   * once more.
   *
   * @return whether it was stopped; not if it did not run, or keeps none
   */
  boolean replay(String name) throws IOException, InterruptedException {
    synchronized (starting) {
      Optional<Path> kept = points.kept(name);
      Optional<String> run = ledger.current(name);
      if (kept.isEmpty() || run.isEmpty() || !flink.allTasksRun(run.get())) {
        return false;
      }
      // Whatever happens now, it can go on from where it stopped, too.
      String stop = flink.stop(run.get(), directory(points.savepointsOf(name)));
      if (!saved(run.get(), stop, Instant.now().plus(SAVEPOINT_PATIENCE))) {
        return false;
      }
      for (JobDefinition job : definitions()) {
        if (job.name().equals(name)) {
          start(Map.of(job, kept));
        }
      }
      return true;
    }
  }

  /** Whether all tasks of all jobs run. */
  boolean allRun() throws IOException, InterruptedException {
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      if (!job.isExtra() && (run.isEmpty() || !flink.allTasksRun(run.get()))) {
        return false;
      }
    }
    return true;
  }

  /** What made a job fail last, if anything did. */
  Optional<String> failure() throws IOException, InterruptedException {
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      Optional<String> failure = run.isEmpty() ? Optional.empty() : flink.failure(run.get());
      if (failure.isPresent()) {
        return Optional.of("job " + job.name() + " failed: " + failure.get());
      }
    }
    return Optional.empty();
  }

  /** Notes which jobs have checkpoints, and removes what they no longer need. */
  void noteCheckpoints() throws IOException {
    for (JobDefinition job : definitions()) {
      if (points.currentRunHasOne(job.name())) {
        ledger.checkpointed(job.name());
        points.removeFormer(job.name());
      }
    }
  }

  /** Stops the jobs with savepoints; one that takes too long is left to its last checkpoint. */
  void stop() throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(STOP_PATIENCE);
    Map<String, String> running = running();
    Map<String, String> stops = new LinkedHashMap<>();
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      if (run.isPresent() && RUNNING.equals(running.get(run.get()))) {
        stops.put(job.name(), flink.stop(run.get(), directory(points.savepointsOf(job.name()))));
      }
    }
    for (Map.Entry<String, String> stop : stops.entrySet()) {
      String run = ledger.current(stop.getKey()).orElseThrow();
      if (saved(run, stop.getValue(), limit)) {
        ledger.checkpointed(stop.getKey());
        progress.say("job %s is stopped with a savepoint", stop.getKey());
      } else {
        progress.say("job %s is left to its last checkpoint: no savepoint in time", stop.getKey());
      }
    }
  }

  private boolean saved(String run, String request, Instant limit)
      throws IOException, InterruptedException {
    Await.within(
        Duration.between(Instant.now(), limit), () -> flink.savepointOf(run, request).isPresent());
    return flink.savepointOf(run, request).filter(Savepoint::isComplete).isPresent();
  }

  private void start(Map<JobDefinition, Optional<Path>> from)
      throws IOException, InterruptedException {
    String jar = flink.upload(settings.checkout().jobsJar());
    try {
      for (Map.Entry<JobDefinition, Optional<Path>> job : from.entrySet()) {
        start(jar, job.getKey(), job.getValue());
      }
    } finally {
      flink.deleteJar(jar);
    }
  }

  private void start(String jar, JobDefinition job, Optional<Path> state)
      throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().replace("-", "");
    ledger.started(job.name(), run);
    try {
      flink.run(jar, job.mainClass(), job.arguments(), run, state.map(path -> "file://" + path));
    } catch (RestException e) {
      throw new OperationException(
          "Job " + job.name() + " could not be started: " + e.getMessage(), e);
    }
    progress.say(
        "job %s is started %s",
        job.name(), state.map(path -> "from " + path).orElse("from the beginning of the log"));
  }

  /** Notes what every job does, and says which of them have to be started. */
  private synchronized List<JobDefinition> look(Map<String, String> running) {
    List<JobDefinition> definitions = definitions();
    for (JobDefinition job : definitions) {
      String state = ledger.current(job.name()).map(running::get).orElse(UNKNOWN);
      states.put(job.name(), state);
    }
    return definitions.stream().filter(job -> LOST.contains(states.get(job.name()))).toList();
  }

  /** The state of every job that the JobManager knows, by id. */
  private Map<String, String> running() throws IOException, InterruptedException {
    Map<String, String> states = new HashMap<>();
    flink.jobs().forEach(job -> states.put(job.id(), job.state()));
    return states;
  }

  /** URI of a directory, which is made. */
  private static String directory(Path path) throws IOException {
    return "file://" + Files.createDirectories(path);
  }
}
