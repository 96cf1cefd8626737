package io.fanfare.ops.progress;

import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.setup.SourceConnector;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the capture is in the source's binlog. Connect commits its position in one transaction
 * with the changes before it, so everything before a committed position is in `models`. Heartbeats
 * advance the position while no captured table changes.
 */
public final class CapturedPosition {

  /** Polls between two looks into the binlog itself: heartbeats come once a second. */
  private static final int HEARTBEAT = 10;

  private final PipelineAccess pipeline;
  private final CaptureState state;
  private final SourceConnector connector;

  public CapturedPosition(PipelineAccess pipeline) {
    this.pipeline = pipeline;
    this.state = new CaptureState(pipeline);
    this.connector = new SourceConnector(pipeline.connect());
  }

  /**
   * Returns when everything that is committed in the source now is in `models`.
   *
   * @throws LateException if it is not within this time
   * @throws OperationException if the source does not answer, or the capture stands still and
   *     cannot continue by itself
   */
  public void await(Duration patience) throws InterruptedException {
    await(patience, behind -> {});
  }

  /**
   * The same, with something to do meanwhile.
   *
   * @param meanwhile runs before each poll
   */
  public void await(Duration patience, Await.Meanwhile meanwhile) throws InterruptedException {
    try (SourceBinlog binlog = new SourceBinlog(pipeline.source())) {
      Poll poll = new Poll(binlog);
      boolean isPassed =
          Await.within(
              patience,
              () -> {
                meanwhile.run(poll::behind);
                return poll.isPassed();
              });
      if (!isPassed) {
        throw late(poll, patience);
      }
    }
  }

  /** Polls whether the capture has passed where the source's binlog ends at first. */
  private final class Poll {

    private final SourceBinlog binlog;
    private final BinlogPosition committed;
    private @Nullable BinlogPosition captured;
    private int polls;

    Poll(SourceBinlog binlog) {
      this.binlog = binlog;
      this.committed = binlog.end();
    }

    boolean isPassed() throws InterruptedException {
      captured = captured();
      polls++;
      boolean isPassed =
          captured != null && (captured.compareTo(committed) >= 0 || isQuiet(captured, committed));
      if (!isPassed && polls % HEARTBEAT == 0) {
        state.requireNoStandstill();
      }
      return isPassed;
    }

    String behind() {
      return "the capture has not reached the source's position %s: %s"
          .formatted(
              committed, captured == null ? "it reports no position" : "it is at " + captured);
    }

    private boolean isQuiet(BinlogPosition from, BinlogPosition to) {
      return polls % HEARTBEAT == 0 && binlog.isQuiet(from, to);
    }
  }

  private static LateException late(Poll poll, Duration patience) {
    return new LateException(
        "After %d s, %s. `fanfare status` shows the state of Connect."
            .formatted(patience.toSeconds(), poll.behind()));
  }

  /** The position that the connector has committed; null if it has none, or during its snapshot. */
  private @Nullable BinlogPosition captured() throws InterruptedException {
    try {
      return CommittedPosition.in(connector.position())
          .map(CommittedPosition::position)
          .orElse(null);
    } catch (IOException e) {
      // The worker may be restarting.
      return null;
    }
  }
}
