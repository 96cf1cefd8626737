package io.fanfare.local.pipeline;

import io.fanfare.local.RequestedJobs;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.ops.rest.FlinkRest.Savepoint;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.LostRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Starts the jobs in the Flink cluster from their newest state, and keeps them running. */
final class Jobs {

  private static final String UNKNOWN = "UNKNOWN";
  private static final String RUNNING = "RUNNING";
  private static final List<String> LOST = List.of(UNKNOWN, "FAILED", "CANCELED");
  private static final List<String> ENDED = List.of(UNKNOWN, "FAILED", "CANCELED", "FINISHED");

  /** The JobManager spends most of a start on one processor. */
  private static final int STARTS_AT_ONCE = 2;

  /** A job that fails for good repeats its failure several times within this time. */
  private static final Duration FAILURE_AGE = Duration.ofMinutes(1);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  /** How long a command waits for a savepoint. */
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofSeconds(120);

  private final StackSettings settings;
  private final Progress progress;
  private final FlinkRest flink;
  private final JobLedger ledger;
  private final RestorePoints points;
  private final Map<String, String> states = new LinkedHashMap<>();

  private final StartPauses pauses = new StartPauses();

  /** Guards starts: otherwise a run that Flink does not know yet would be started twice. */
  private final Object starting = new Object();

  Jobs(StackSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.flink = new FlinkRest(new StackAddresses(settings).flink());
    this.ledger = new JobLedger(settings.home().data(RequestedJobs.RUNS));
    this.points = new RestorePoints(settings, ledger);
  }

  private List<JobDefinition> definitions() {
    return JobDefinition.all(settings);
  }

  /** The last known state of each job, by name. */
  synchronized Map<String, String> states() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(states));
  }

  /**
   * Starts every job that should run and does not, and ends those that should not run. A job that
   * fails again and again waits in between.
   *
   * @return whether a job was started
   */
  boolean startMissing() throws IOException, InterruptedException {
    synchronized (starting) {
      Map<String, String> running = running();
      endUnwanted(running);
      Instant now = Instant.now();
      List<JobDefinition> missing =
          updateStates(running).stream().filter(job -> pauses.isOver(job.name(), now)).toList();
      if (missing.isEmpty() || flink.slots() == 0) {
        return false;
      }
      Map<JobDefinition, Optional<Path>> from = new LinkedHashMap<>();
      for (JobDefinition job : missing) {
        from.put(job, points.required(job));
      }
      start(from);
      return true;
    }
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
      ledger.remove(job);
      pauses.forget(job);
      removeState(job);
      progress.report("job %s has ended", job);
    } else {
      flink.cancel(run);
    }
  }

  private synchronized void removeState(String job) {
    states.remove(job);
  }

  /**
   * Has a job write a savepoint that is kept until the next one replaces it.
   *
   * @return whether it was written; false if the job does not run
   */
  boolean keepSavepoint(String job) throws IOException, InterruptedException {
    Optional<String> run = ledger.current(job);
    if (run.isEmpty() || !flink.allTasksRun(run.get())) {
      return false;
    }
    StackHome.delete(points.keptOf(job));
    String request = flink.savepoint(run.get(), directory(points.keptOf(job)));
    return awaitSavepoint(run.get(), request, Instant.now().plus(SAVEPOINT_PATIENCE));
  }

  /**
   * Stops a job and starts it from its kept savepoint, so that it processes everything since then
   * again.
   *
   * @return whether it was stopped; false if it does not run or has no kept savepoint
   */
  boolean replay(String name) throws IOException, InterruptedException {
    synchronized (starting) {
      Optional<Path> kept = points.kept(name);
      Optional<String> run = ledger.current(name);
      if (kept.isEmpty() || run.isEmpty() || !flink.allTasksRun(run.get())) {
        return false;
      }
      // If a later step fails, the job continues from this savepoint.
      String stop = flink.stop(run.get(), directory(points.savepointsOf(name)));
      if (!awaitSavepoint(run.get(), stop, Instant.now().plus(SAVEPOINT_PATIENCE))) {
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

  /** Whether all tasks of all jobs run, except optional jobs. */
  boolean allRun() throws IOException, InterruptedException {
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      if (!job.isOptional() && (run.isEmpty() || !flink.allTasksRun(run.get()))) {
        return false;
      }
    }
    return true;
  }

  /** The last failure of the first job that has one. */
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

  /** A job that fails because Kafka no longer has the records that it reads next. */
  Optional<String> lostRecords() throws IOException, InterruptedException {
    Instant since = Instant.now().minus(FAILURE_AGE);
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      Optional<String> failure =
          run.isEmpty() ? Optional.empty() : flink.failureAfter(run.get(), since);
      if (failure.filter(LostRecords::isIn).isPresent()) {
        return Optional.of(
            "job %s fails, and its view stands still: %s".formatted(job.name(), failure.get()));
      }
    }
    return Optional.empty();
  }

  /** Records which jobs have checkpoints, and removes state that these replace. */
  void recordCheckpoints() throws IOException {
    for (JobDefinition job : definitions()) {
      if (points.currentRunHasCheckpoint(job.name())) {
        ledger.recordCheckpoint(job.name());
        points.removeFormer(job.name());
      }
    }
  }

  /** Stops the jobs with savepoints. A job that takes too long keeps its last checkpoint. */
  void stop() throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(STOP_PATIENCE);
    Map<String, String> running = running();
    Map<String, String> stops = new LinkedHashMap<>();
    for (JobDefinition job : definitions()) {
      Optional<String> run = ledger.current(job.name());
      if (!job.isBatch() && run.isPresent() && RUNNING.equals(running.get(run.get()))) {
        stops.put(job.name(), flink.stop(run.get(), directory(points.savepointsOf(job.name()))));
      }
    }
    for (Map.Entry<String, String> stop : stops.entrySet()) {
      String run = ledger.current(stop.getKey()).orElseThrow();
      if (awaitSavepoint(run, stop.getValue(), limit)) {
        ledger.recordCheckpoint(stop.getKey());
        progress.report("job %s was stopped with a savepoint", stop.getKey());
      } else {
        progress.report(
            "job %s wrote no savepoint in time: it keeps its last checkpoint", stop.getKey());
      }
    }
  }

  private boolean awaitSavepoint(String run, String request, Instant limit)
      throws IOException, InterruptedException {
    Await.within(
        Duration.between(Instant.now(), limit), () -> flink.savepointOf(run, request).isPresent());
    return flink.savepointOf(run, request).filter(Savepoint::isComplete).isPresent();
  }

  private void start(Map<JobDefinition, Optional<Path>> from)
      throws IOException, InterruptedException {
    if (from.isEmpty()) {
      return;
    }
    from.keySet().forEach(job -> pauses.noteStart(job.name(), Instant.now()));
    Map<Path, String> jars = new HashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(STARTS_AT_ONCE);
    try {
      List<Callable<Void>> starts = new ArrayList<>();
      for (Map.Entry<JobDefinition, Optional<Path>> start : from.entrySet()) {
        JobDefinition job = start.getKey();
        if (!jars.containsKey(job.jar())) {
          jars.put(job.jar(), flink.upload(job.jar()));
        }
        String jar = Objects.requireNonNull(jars.get(job.jar()));
        starts.add(() -> start(jar, job, start.getValue()));
      }
      for (Future<Void> start : threads.invokeAll(starts)) {
        start.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e.getCause() instanceof OperationException problem
          ? problem
          : new OperationException("The jobs could not be started: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
      for (String jar : jars.values()) {
        flink.deleteJar(jar);
      }
    }
  }

  private @Nullable Void start(String jar, JobDefinition job, Optional<Path> state)
      throws IOException, InterruptedException {
    String run = UUID.randomUUID().toString().replace("-", "");
    ledger.recordRun(job.name(), run);
    try {
      flink.run(jar, job.mainClass(), job.arguments(), run, state.map(path -> "file://" + path));
    } catch (RestException e) {
      throw new OperationException(
          "Job " + job.name() + " could not be started: " + e.getMessage(), e);
    }
    progress.report(
        "job %s was started %s",
        job.name(), state.map(path -> "from " + path).orElse("from the beginning of the log"));
    return null;
  }

  /** Updates the state of every job, and returns the jobs that have to be started. */
  private synchronized List<JobDefinition> updateStates(Map<String, String> running) {
    List<JobDefinition> definitions = definitions();
    for (JobDefinition job : definitions) {
      String state = ledger.current(job.name()).map(running::get).orElse(UNKNOWN);
      states.put(job.name(), state);
    }
    return definitions.stream().filter(job -> LOST.contains(states.get(job.name()))).toList();
  }

  /** The state of every run that the JobManager knows, by id. */
  private Map<String, String> running() throws IOException, InterruptedException {
    Map<String, String> states = new HashMap<>();
    flink.jobs().forEach(job -> states.put(job.id(), job.state()));
    return states;
  }

  /** Creates a directory and returns its URI. */
  private static String directory(Path path) throws IOException {
    return "file://" + Files.createDirectories(path);
  }
}
