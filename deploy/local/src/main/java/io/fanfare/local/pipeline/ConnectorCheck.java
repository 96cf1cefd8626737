package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.LateException;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.SourceConnector;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Restarts a connector that has failed, unless a restart does not help. What it failed of stays
 * reported until a heartbeat has come through: a connector that fails again after each restart runs
 * in between. If no heartbeat comes for a while, although nothing that a person must repair
 * prevents it, the worker is restarted: it hangs, or its former task is in the way of each new one.
 */
final class ConnectorCheck implements Watch.Check {

  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final SourceConnector connector;
  private final Supplier<SourceSettings> capture;
  private final Supplier<PipelineAccess> access;
  private final Runnable restartWorker;
  private final Pulse pulse;
  private final Pace pace;
  private final LongSupplier nanos;
  private final Silence silence;
  private long heard;
  private String failure = "";
  private String problem = "";
  private Instant failed = Instant.MIN;
  private long nextLook;
  private String gaps = "";
  private String hanging = "";

  /**
   * How fast the check is.
   *
   * @param betweenLooks time between two looks for what costs more than the connector's state
   * @param trial a connector that meets its failure again does so within this time after a restart
   */
  record Pace(Duration betweenLooks, Duration trial) {

    private static final Pace USUAL = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** Looks often, and is sooner content: tests wait for it. */
    private static final Pace FAST = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(4));

    static Pace of(StackSettings settings) {
      return settings.isShortLived() ? FAST : USUAL;
    }
  }

  /**
   * @param restartWorker kills the worker, whose supervision starts it again
   */
  ConnectorCheck(
      SourceConnector connector,
      Supplier<SourceSettings> capture,
      Supplier<PipelineAccess> access,
      Runnable restartWorker,
      Pace pace) {
    this(connector, capture, access, restartWorker, Pulse.of(access), pace, System::nanoTime);
  }

  /**
   * @param nanos a clock that never goes back, in ns
   */
  ConnectorCheck(
      SourceConnector connector,
      Supplier<SourceSettings> capture,
      Supplier<PipelineAccess> access,
      Runnable restartWorker,
      Pulse pulse,
      Pace pace,
      LongSupplier nanos) {
    this.connector = connector;
    this.capture = capture;
    this.access = access;
    this.restartWorker = restartWorker;
    this.pulse = pulse;
    this.pace = pace;
    this.nanos = nanos;
    this.silence = new Silence(nanos);
    this.nextLook = nanos.getAsLong();
  }

  @Override
  public String run() throws InterruptedException {
    try {
      Optional<String> now = connector.failure();
      if (now.isPresent()) {
        fail(now.get());
        return problem;
      }
      if (connector.isStopped() || connector.isPaused()) {
        silence.excuse();
        return state().standstill().orElse("");
      }
      if (!problem.isEmpty() && flowsSince(failed.plus(pace.trial()))) {
        problem = "";
        failure = "";
      }
      look();
      return Stream.of(problem.isEmpty() ? gaps : problem, hanging)
          .filter(found -> !found.isEmpty())
          .collect(Collectors.joining("; "));
    } catch (IOException e) {
      if (e instanceof RestException answer && answer.isNotFound()) {
        return registerAgain();
      }
      String found = withoutAnswer(e);
      return problem.isEmpty() ? found : problem;
    }
  }

  /** A worker that hangs answers nothing, or that it is busy. */
  private String withoutAnswer(Exception e) throws InterruptedException {
    if (isRefused(e)) {
      // The worker is down or starts.
      silence.excuse();
    } else {
      restartIfSilent();
    }
    return String.valueOf(e.getMessage());
  }

  private static boolean isRefused(Throwable e) {
    return e instanceof ConnectException || (e.getCause() != null && isRefused(e.getCause()));
  }

  /** The failures of which a restart does not help are read in full only once. */
  private void fail(String now) throws IOException, InterruptedException {
    failed = Instant.now();
    if (!now.equals(failure)) {
      Optional<String> remedy = state().remedy(now);
      problem = remedy.orElse("the connector failed and is being restarted: " + now);
      failure = remedy.isPresent() ? now : "";
    }
    if (!failure.isEmpty()) {
      silence.excuse();
      return;
    }
    connector.restartFailed();
    if (isTimeToLook()) {
      restartIfSilent();
    }
  }

  private boolean flowsSince(Instant time) {
    try {
      return pulse.arrivedAfter(time);
    } catch (KafkaException e) {
      // Kafka is away, so nothing flows.
      return false;
    }
  }

  /** Looks now and then for what costs more than the state of the connector. */
  private void look() throws IOException, InterruptedException {
    if (isTimeToLook()) {
      hanging = silence();
      if (problem.isEmpty()) {
        gaps = gaps();
      }
    }
  }

  private boolean isTimeToLook() {
    long now = nanos.getAsLong();
    if (now - nextLook < 0) {
      return false;
    }
    nextLook = now + pace.betweenLooks().toNanos();
    return true;
  }

  private String gaps() throws InterruptedException {
    try {
      return String.join("; ", state().gaps(this::catchesUp));
    } catch (IOException | OperationException e) {
      // A server that is down is reported by itself, and the connector's failure, too.
      return "";
    }
  }

  /** A worker that hangs may report a connector that runs, also after a failure. */
  private String silence() throws IOException, InterruptedException {
    if (isReadingFirstRows()) {
      silence.excuse();
    }
    return restartIfSilent()
        ? "nothing is captured although the connector runs: its worker is being freed or restarted"
        : "";
  }

  /** A restart of the connector alone would hang with its worker. */
  private boolean restartIfSilent() throws InterruptedException {
    try {
      long count = pulse.count();
      if (count != heard) {
        heard = count;
        silence.end();
      }
    } catch (KafkaException e) {
      // Kafka is away, which is reported by itself.
      silence.excuse();
    }
    boolean isSilent = silence.isTooLong() && pulse.isDue();
    if (isSilent && !pulse.isFreed()) {
      restartWorker.run();
    }
    return isSilent;
  }

  /** During a snapshot, a long query has no heartbeats, and a restart would begin it again. */
  private boolean isReadingFirstRows() throws IOException, InterruptedException {
    JsonNode position = connector.position().path("offset");
    return position.isMissingNode() || position.hasNonNull("snapshot");
  }

  private boolean catchesUp() throws InterruptedException {
    try {
      new CapturedPosition(access.get()).await(CATCH_UP);
      return true;
    } catch (LateException e) {
      return false;
    }
  }

  private CaptureState state() {
    return new CaptureState(access.get());
  }

  /** A worker that lost its topics no longer knows the connector. */
  private String registerAgain() throws InterruptedException {
    try {
      connector.register(capture.get());
      return "";
    } catch (IOException | OperationException e) {
      return "the connector could not be registered: " + withoutAnswer(e);
    }
  }
}
