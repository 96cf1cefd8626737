package io.fanfare.local.pipeline;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/**
 * Restarts a connector that has failed, unless a restart does not help. What it failed of stays
 * reported until a heartbeat has come through: a connector that fails again after each restart runs
 * in between.
 */
final class ConnectorCheck implements Watch.Check {

  /** A connector that meets its failure again does so within this time after a restart. */
  private static final Duration TRIAL = Duration.ofSeconds(10);

  private static final Duration BETWEEN_GAPS = Duration.ofSeconds(10);
  private static final Duration CATCH_UP = Duration.ofSeconds(5);

  private final SourceConnector connector;
  private final Supplier<SourceSettings> capture;
  private final Supplier<PipelineAccess> access;
  private String failure = "";
  private String problem = "";
  private Instant failed = Instant.MIN;
  private Instant nextGaps = Instant.MIN;
  private String gaps = "";

  ConnectorCheck(
      SourceConnector connector,
      Supplier<SourceSettings> capture,
      Supplier<PipelineAccess> access) {
    this.connector = connector;
    this.capture = capture;
    this.access = access;
  }

  @Override
  public String run() throws InterruptedException {
    try {
      Optional<String> now = connector.failure();
      if (now.isPresent()) {
        fail(now.get());
      } else if (connector.isStopped() || connector.isPaused()) {
        return state().standstill().orElse("");
      } else if (!problem.isEmpty() && flowsSince(failed.plus(TRIAL))) {
        problem = "";
        failure = "";
      }
      return problem.isEmpty() ? gaps() : problem;
    } catch (RestException e) {
      return e.isNotFound() ? registerAgain() : e.getMessage();
    } catch (IOException e) {
      return problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
    }
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
      } catch (IOException | OperationException e) {
        // A server that is down is reported by itself, and the connector's failure, too.
        gaps = "";
      }
      nextGaps = Instant.now().plus(BETWEEN_GAPS);
    }
    return gaps;
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
