package io.fanfare.ops.resync;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.setup.LostBinlog;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a connector that has lost its position continue from where the source's binlog is now. The
 * changes in the gap never reach `models`: the caller must refresh all rows afterwards.
 */
public final class SkippedBinlog {

  private final SourceConnector connector;
  private final CaptureRestart restart;
  private final Progress progress;

  /**
   * @param lines receives a line of text for each step
   */
  public SkippedBinlog(PipelineAccess pipeline, Consumer<String> lines) {
    this.connector = new SourceConnector(pipeline.connect());
    this.restart = new CaptureRestart(pipeline, connector);
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
      restart.stop();
      restart.until("forget its position", connector::forgetPosition);
      progress.report("the connector has forgotten its position in the binlog");
      connector.beginWith(SourceConnector.Beginning.DEFINITIONS_ONLY);
      restart.resume();
      // With a position in the binlog, the connector takes no snapshot: this prepares the next
      // loss.
      connector.beginWith(SourceConnector.Beginning.ALL_ROWS);
      restart.resume();
      progress.report("changes of the source reach Kafka again");
    } catch (IOException e) {
      throw new OperationException("The connector cannot be repaired: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that the connector has lost its position.
   *
   * @throws OperationException if it has not
   */
  public void check() throws InterruptedException {
    try {
      requireLost();
    } catch (IOException e) {
      throw new OperationException("The connector does not answer: " + e.getMessage(), e);
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
}
