package io.fanfare.ops.resync;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Stops the connector, and starts it again after a change of its configuration. */
final class CaptureRestart {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final SourceConnector connector;
  private final CaptureState state;
  private final KafkaAccess kafka;

  CaptureRestart(PipelineAccess pipeline, SourceConnector connector) {
    this.connector = connector;
    this.state = new CaptureState(pipeline);
    this.kafka = pipeline.kafka();
  }

  /** Returns when the connector's task has ended and has committed its position. */
  void stop() throws IOException, InterruptedException {
    connector.stop();
    until("stop", connector::isStopped);
  }

  /**
   * Resumes a connector that was stopped. Returns when a change of the source reaches Kafka again.
   *
   * @throws OperationException if it fails and a restart would not help, or does not continue
   *     within three minutes
   */
  void resume() throws IOException, InterruptedException {
    Instant began = Instant.now();
    connector.resume();
    try (Heartbeats heartbeats = new Heartbeats(kafka)) {
      until("continue", () -> isRunning() && heartbeats.arrivedAfter(began));
    }
  }

  private boolean isRunning() throws IOException, InterruptedException {
    Optional<String> failure = connector.failure();
    if (failure.isPresent()) {
      Optional<String> remedy = state.remedy(failure.get());
      if (remedy.isPresent()) {
        throw new OperationException("The connector does not continue: " + remedy.get() + ".");
      }
    }
    return connector.runs();
  }

  /** Waits for the connector. */
  void until(String what, Await.Condition<IOException> condition)
      throws IOException, InterruptedException {
    Await.until(
        LIMIT,
        condition,
        "The connector did not %s within %d s.".formatted(what, LIMIT.toSeconds()));
  }
}
