package io.fanfare.local.pipeline;

import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Backoff;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.LostBinlog;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connector and the jobs: started once, then kept running whatever happens to the servers. */
public final class Pipeline {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** What failed once may run the next time: at a start, not all servers are there at once. */
  private static final Duration FAILURE_PATIENCE = Duration.ofSeconds(30);

  private static final long POLL_MILLIS = 200;

  private final SourceConnector connector;
  private final Supplier<SourceSettings> capture;
  private final Jobs jobs;
  private final Progress progress;
  private final String kafka;
  private final Backoff starts = new Backoff();
  private Instant lastStart = Instant.now();
  private Instant nextStart = Instant.MIN;
  private final Watch jobsWatch;
  private final Watch connectorWatch;

  /**
   * @param changed is called whenever {@link #jobs} or {@link #problem} changed
   */
  public Pipeline(StackSettings settings, Progress progress, Runnable changed) {
    StackAddresses addresses = new StackAddresses(settings);
    this.connector = new SourceConnector(addresses.connectUrl());
    this.capture = addresses::capture;
    this.jobs = new Jobs(settings, progress);
    this.progress = progress;
    this.kafka = addresses.kafkaBootstrap();
    this.jobsWatch = new Watch("jobs", this::lookAtJobs, progress, changed);
    this.connectorWatch = new Watch("connector", this::lookAtConnector, progress, changed);
  }

  /** What each job does, by name. */
  public Map<String, String> jobs() {
    return jobs.states();
  }

  /** What keeps rows from travelling, as far as it is known; empty if nothing does. */
  public String problem() {
    return Stream.of(jobsWatch, connectorWatch)
        .map(Watch::problem)
        .filter(problem -> !problem.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Starts the connector, and returns when a change of the source reaches Kafka. */
  public void startConnector() throws IOException, InterruptedException {
    Instant began = Instant.now();
    connector.register(capture.get());
    progress.say("the connector is registered");
    try (Heartbeats heartbeats = new Heartbeats(kafka)) {
      SnapshotProgress snapshot = new SnapshotProgress(heartbeats::endOfModels, progress);
      await(
          "the connector",
          () -> (connector.runs() && heartbeats.after(began)) || lostBinlog().isPresent(),
          connector::failure,
          snapshot::advanced);
    }
    // The dashboards can still be read, and it takes a stack that is up to mend it.
    progress.say("%s", lostBinlog().orElse("changes of the source reach Kafka"));
  }

  private Optional<String> lostBinlog() throws IOException, InterruptedException {
    return connector.failure().filter(LostBinlog::isIn).map(LostBinlog::sentence);
  }

  /** Starts the jobs, each from its newest state, and returns when all their tasks run. */
  public void startJobs() throws IOException, InterruptedException {
    jobs.startMissing();
    await("the jobs", jobs::allRun, jobs::failure, () -> false);
    jobs.startMissing();
    progress.say("all tasks of all jobs run");
  }

  /** From now on, starts again whatever of it fails: neither part waits for the other's server. */
  public void watch() {
    jobsWatch.start();
    connectorWatch.start();
  }

  /** Has a job write a savepoint that is kept; false if it did not run. */
  public boolean keepSavepoint(String job) throws IOException, InterruptedException {
    return jobs.keepSavepoint(job);
  }

  /** Starts a job again from the savepoint it was told to keep; false if it did not run. */
  public boolean replay(String job) throws IOException, InterruptedException {
    return jobs.replay(job);
  }

  /** Stops the jobs. */
  public void stop() throws InterruptedException {
    connectorWatch.stop();
    if (!jobsWatch.stop()) {
      return;
    }
    try {
      jobs.stop();
    } catch (IOException e) {
      progress.say("the jobs are left to their last checkpoints: %s", e.toString());
    }
  }

  private String lookAtJobs() throws InterruptedException {
    try {
      if (Instant.now().isAfter(nextStart) && jobs.startMissing()) {
        Instant now = Instant.now();
        nextStart = now.plus(starts.after(Duration.between(lastStart, now)));
        lastStart = now;
      }
      jobs.noteCheckpoints();
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (OperationException e) {
      nextStart = Instant.now().plus(starts.after(Duration.ZERO));
      return e.getMessage();
    }
  }

  private String lookAtConnector() throws InterruptedException {
    try {
      Optional<String> failure = connector.failure();
      if (failure.isEmpty()) {
        return connector.isStopped() ? "the connector is stopped" : "";
      }
      if (LostBinlog.isIn(failure.get())) {
        return LostBinlog.sentence(failure.get());
      }
      connector.restartFailed();
      return "the connector failed, and is started again: " + failure.get();
    } catch (RestException e) {
      return e.isNotFound() ? registerAgain() : e.getMessage();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A worker that lost its topics knows no connector any more. */
  private String registerAgain() throws InterruptedException {
    try {
      connector.register(capture.get());
      return "";
    } catch (IOException | OperationException e) {
      return "the connector could not be registered: " + e;
    }
  }

  /** A look at something that may take a while. */
  private interface Look<T> {
    T look() throws IOException, InterruptedException;
  }

  /**
   * Waits until something is done, for as long as it gets on.
   *
   * @param advances whether it has got on since the last look
   */
  private static void await(
      String what, Look<Boolean> done, Look<Optional<String>> failure, Look<Boolean> advances)
      throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(START_LIMIT);
    Instant patience = Instant.now().plus(FAILURE_PATIENCE);
    while (!looked(done)) {
      if (advances.look()) {
        limit = Instant.now().plus(START_LIMIT);
      }
      Optional<String> problem =
          Instant.now().isAfter(patience) ? failure.look() : Optional.empty();
      if (problem.isPresent() || Instant.now().isAfter(limit)) {
        throw new OperationException(
            "%s did not get ready: %s".formatted(what, problem.orElse("it took too long")));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** A connector or job that was just made may not be known yet. */
  private static boolean looked(Look<Boolean> done) throws IOException, InterruptedException {
    try {
      return done.look();
    } catch (RestException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
