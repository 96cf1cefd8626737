package io.fanfare.local.pipeline;

import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the connector and the jobs, then restarts them after failures. */
public final class Pipeline {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** During a start, a part may fail until the servers that it needs are ready. */
  private static final Duration FAILURE_PATIENCE = Duration.ofSeconds(30);

  private static final long POLL_MILLIS = 200;

  private final SourceConnector connector;
  private final Supplier<SourceSettings> capture;
  private final Supplier<PipelineAccess> access;
  private final Jobs jobs;
  private final Progress progress;
  private final KafkaAccess kafka;
  private boolean hasStartedJobs;
  private final Watch jobsWatch;
  private final Watch connectorWatch;
  private final SnapshotRepair snapshotRepair;
  private final SearchCheck search;
  private final Watch searchWatch;

  /**
   * @param changed is called after {@link #jobs} or {@link #problem} may have changed
   * @param restartWorker kills the Connect worker, whose supervision starts it again
   */
  public Pipeline(
      StackSettings settings, Progress progress, Runnable changed, Runnable restartWorker) {
    StackAddresses addresses = new StackAddresses(settings);
    this.connector = new SourceConnector(addresses.connect());
    this.capture = addresses::capture;
    this.jobs = new Jobs(settings, progress);
    this.progress = progress;
    this.kafka = addresses.kafka();
    this.access = addresses::access;
    this.jobsWatch = new Watch("jobs", this::checkJobs, progress, changed);
    this.connectorWatch =
        new Watch(
            "connector",
            new ConnectorCheck(
                connector, capture, access, restartWorker, ConnectorCheck.Pace.of(settings)),
            progress,
            changed);
    this.snapshotRepair = new SnapshotRepair(access, progress, changed);
    this.search = new SearchCheck(settings);
    this.searchWatch = new Watch("search indices", search, progress, changed);
  }

  /** The state of each job, by name. */
  public Map<String, String> jobs() {
    return jobs.states();
  }

  /** The known problems that stop the flow of rows; empty if there are none. */
  public String problem() {
    return Stream.of(
            snapshotRepair.problem(),
            jobsWatch.problem(),
            connectorWatch.problem(),
            searchWatch.problem())
        .filter(problem -> !problem.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /**
   * Starts the connector, and waits until a change of the source reaches Kafka; after a snapshot
   * that was begun again, until all rows are refreshed, too.
   */
  public void startConnector() throws IOException, InterruptedException {
    Instant began = Instant.now();
    CaptureState state = new CaptureState(access.get());
    connector.register(capture.get());
    progress.report("the connector was registered");
    try (Heartbeats heartbeats = new Heartbeats(kafka)) {
      SnapshotProgress snapshot = new SnapshotProgress(heartbeats::endOfModels, progress);
      await(
          "the connector",
          () ->
              (connector.runs() && heartbeats.arrivedAfter(began))
                  || state.standstill().isPresent(),
          connector::failure,
          snapshot::advanced);
    }
    if (state.standstill().isEmpty()) {
      snapshotRepair.run();
    }
    // A capture that stands still is no failure: the dashboards can still be read, and the repair
    // needs a stack that is up.
    if (connectorWatch.checkNow().isEmpty()) {
      progress.report("changes of the source reach Kafka");
    }
  }

  /** Starts the jobs, each from its newest state, and waits until all their tasks run. */
  public void startJobs() throws IOException, InterruptedException {
    await("the jobs", this::startAndCheckJobs, jobs::failure, () -> false);
    jobs.startMissing();
    progress.report("all tasks of all jobs run");
  }

  /** The TaskManager may register again at this moment: until it has, no job can be started. */
  private boolean startAndCheckJobs() throws IOException, InterruptedException {
    hasStartedJobs = hasStartedJobs || jobs.startMissing();
    return jobs.allRun();
  }

  /** Watches each part from now on. None waits for the servers of another. */
  public void watch() {
    jobsWatch.start();
    connectorWatch.start();
    if (search.isNeeded()) {
      searchWatch.start();
    }
  }

  /** Has a job write a savepoint that is kept; false if it does not run. */
  public boolean keepSavepoint(String job) throws IOException, InterruptedException {
    return jobs.keepSavepoint(job);
  }

  /** Restarts a job from its kept savepoint; false if it does not run or has none. */
  public boolean replay(String job) throws IOException, InterruptedException {
    return jobs.replay(job);
  }

  /** Stops watching, and stops the jobs. */
  public void stop() throws InterruptedException {
    connectorWatch.stop();
    if (searchWatch.stop()) {
      search.close();
    }
    if (!jobsWatch.stop()) {
      return;
    }
    try {
      jobs.stop();
    } catch (IOException e) {
      progress.report(
          "the jobs were not stopped, and keep their last checkpoints: %s", e.toString());
    }
  }

  private String checkJobs() throws InterruptedException {
    try {
      jobs.startMissing();
      jobs.recordCheckpoints();
      return jobs.lostRecords().orElse("");
    } catch (IOException | OperationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A question to a server. */
  private interface Query<T> {
    T answer() throws IOException, InterruptedException;
  }

  /**
   * Waits until a part is ready, for as long as it makes progress.
   *
   * @param advanced whether it has made progress since the last query
   */
  private static void await(
      String what, Query<Boolean> ready, Query<Optional<String>> failure, Query<Boolean> advanced)
      throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(START_LIMIT);
    Instant patience = Instant.now().plus(FAILURE_PATIENCE);
    while (!orIfUnknown(false, ready)) {
      if (advanced.answer()) {
        limit = Instant.now().plus(START_LIMIT);
      }
      Optional<String> problem =
          Instant.now().isAfter(patience)
              ? orIfUnknown(Optional.empty(), failure)
              : Optional.empty();
      if (problem.isPresent() || Instant.now().isAfter(limit)) {
        throw new OperationException(
            "%s did not become ready: %s".formatted(what, problem.orElse("it took too long")));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** The server may not know a connector or job yet that was just created. */
  private static <T> T orIfUnknown(T otherwise, Query<T> query)
      throws IOException, InterruptedException {
    try {
      return query.answer();
    } catch (RestException e) {
      if (e.isNotFound()) {
        return otherwise;
      }
      throw e;
    }
  }
}
