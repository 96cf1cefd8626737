package io.fanfare.ops.resync;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.progress.Heartbeats;
import io.fanfare.ops.setup.LostBinlog;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a connector that has lost its position continue from where the source's binlog is now. The
 * changes in the gap never reach `models`: the caller must refresh all rows afterwards.
 */
public final class SkippedBinlog {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final SourceConnector connector;
  private final String kafka;
  private final Progress progress;

  /**
   * @param lines receives a line of text for each step
   */
  public SkippedBinlog(PipelineAccess pipeline, Consumer<String> lines) {
    this.connector = new SourceConnector(pipeline.connectUrl());
    this.kafka = pipeline.kafkaBootstrap();
    this.progress = new Progress(lines);
  }

  /**
   * Skips the gap, and returns when changes from now on are captured. After a failure it can be
   * called again.
   *
   * @throws OperationException if the connector has not lost its position, or does not continue
   */
  public void skip() throws InterruptedException {
    try {
      requireLost();
      connector.stop();
      until("stop", connector::isStopped);
      until("forget its position", connector::forgetPosition);
      progress.report("the connector has forgotten its position in the binlog");
      follow(SourceConnector.Beginning.DEFINITIONS_ONLY);
      // With a position in the binlog, the connector takes no snapshot: this prepares the next
      // loss.
      follow(SourceConnector.Beginning.ALL_ROWS);
      progress.report("changes of the source reach Kafka again");
    } catch (IOException e) {
      throw new OperationException("The connector cannot be repaired: " + e.getMessage(), e);
    }
  }

  private void requireLost() throws IOException, InterruptedException {
    Optional<String> failure = connector.failure();
    if (connector.isStopped() || failure.filter(LostBinlog::isIn).isPresent()) {
      return;
    }
    throw new OperationException(
        failure
            .map(
                cause ->
                    "The connector has not lost its position in the binlog, but failed: " + cause)
            .orElse(
                "The connector has not lost its position in the binlog, so nothing is skipped:"
                    + " leave out --skip-lost-binlog."));
  }

  private void follow(SourceConnector.Beginning beginning)
      throws IOException, InterruptedException {
    Instant began = Instant.now();
    connector.beginWith(beginning);
    connector.resume();
    try (Heartbeats heartbeats = new Heartbeats(kafka)) {
      until("continue", () -> connector.runs() && heartbeats.arrivedAfter(began));
    }
  }

  private static void until(String what, Await.Condition<IOException> condition)
      throws IOException, InterruptedException {
    Await.until(
        LIMIT,
        condition,
        "The connector did not %s within %d s.".formatted(what, LIMIT.toSeconds()));
  }
}
