package io.fanfare.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.CapturedPosition;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.ops.progress.LateException;
import io.fanfare.ops.rest.RestException;
import io.fanfare.ops.setup.SourceConnector;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Restarts a connector that has failed, unless a restart does not help. What it failed of stays
 * reported until a heartbeat has come through: a connector that fails again after each restart runs
 * in between. A connector that runs and sends no heartbeat has a worker that hangs, which is
 * restarted.
 */
final class ConnectorCheck implements Watch.Check {

  /** A connector that meets its failure again does so within this time after a restart. */
  private static final Duration TRIAL = Duration.ofSeconds(10);

  private static final Duration BETWEEN_GAPS = Duration.ofSeconds(10);
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final SourceConnector connector;
  private final Supplier<SourceSettings> capture;
  private final Supplier<PipelineAccess> access;
  private final Runnable restartWorker;
  private final Silence silence = new Silence(System::nanoTime);
  private long heard;
  private String failure = "";
  private String problem = "";
  private Instant failed = Instant.MIN;
  private Instant nextGaps = Instant.MIN;
  private String gaps = "";

  /**
   * @param restartWorker kills the worker, whose supervision starts it again
   */
  ConnectorCheck(
      SourceConnector connector,
      Supplier<SourceSettings> capture,
      Supplier<PipelineAccess> access,
      Runnable restartWorker) {
    this.connector = connector;
    this.capture = capture;
    this.access = access;
    this.restartWorker = restartWorker;
  }

  @Override
  public String run() throws InterruptedException {
    try {
      Optional<String> now = connector.failure();
      if (now.isPresent()) {
        silence.excuse();
        fail(now.get());
      } else if (connector.isStopped() || connector.isPaused()) {
        silence.excuse();
        return state().standstill().orElse("");
      } else if (!problem.isEmpty() && flowsSince(failed.plus(TRIAL))) {
        problem = "";
        failure = "";
      }
      return problem.isEmpty() ? gaps() : problem;
    } catch (IOException e) {
      if (e instanceof RestException answer && answer.isNotFound()) {
        return registerAgain();
      }
      return problem.isEmpty() ? withoutAnswer(e) : problem;
    }
  }

  /** A worker that hangs answers nothing, or that it is busy. */
  private String withoutAnswer(IOException e) {
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
    if (failure.isEmpty()) {
      connector.restartFailed();
    }
  }

  private boolean flowsSince(Instant time) {
    try (Heartbeats heartbeats = new Heartbeats(access.get().kafkaBootstrap())) {
      return heartbeats.arrivedAfter(time);
    } catch (KafkaException e) {
      // Kafka is away, so nothing flows.
      return false;
    }
  }

  private String gaps() throws InterruptedException {
    if (Instant.now().isAfter(nextGaps)) {
      try {
        gaps = String.join("; ", state().gaps(this::catchesUp));
        if (gaps.isEmpty()) {
          gaps = silence();
        }
      } catch (IOException | OperationException e) {
        // A server that is down is reported by itself, and the connector's failure, too.
        gaps = "";
        silence.excuse();
      }
      nextGaps = Instant.now().plus(BETWEEN_GAPS);
    }
    return gaps;
  }

  /** A worker that hangs may report a connector that runs. */
  private String silence() throws IOException, InterruptedException {
    if (isReadingFirstRows()) {
      silence.excuse();
    }
    return restartIfSilent()
        ? "nothing is captured although the connector runs: Kafka Connect is being restarted"
        : "";
  }

  /** A restart of the connector alone would hang with its worker. */
  private boolean restartIfSilent() {
    try (Heartbeats heartbeats = new Heartbeats(access.get().kafkaBootstrap())) {
      long end = heartbeats.end();
      if (end != heard) {
        heard = end;
        silence.end();
      }
    } catch (KafkaException e) {
      // Kafka is away, which is reported by itself.
      silence.excuse();
    }
    boolean isSilent = silence.isTooLong();
    if (isSilent) {
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
      return "the connector could not be registered: " + e;
    }
  }
}
