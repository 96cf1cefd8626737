package io.fanfare.local.pipeline;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.capture.CaptureState;
import io.fanfare.ops.refresh.UnreadableRows;
import io.fanfare.ops.resync.Resync;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.schemas.models.Model;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.function.Supplier;

/**
 * Refreshes all rows after a snapshot that the connector has begun again. Kafka keeps that it has,
 * until all rows are refreshed: a refresh that is interrupted is repeated by the next start.
 */
final class SnapshotRepair {

  private static final String REFRESHING =
      "the connector has begun its snapshot again, so all rows are refreshed, as by `fanfare resync"
          + " --all`";

  private final Supplier<PipelineAccess> access;
  private final Progress progress;
  private final Runnable changed;
  private volatile String problem = "";

  /**
   * @param changed is called after {@link #problem} has changed
   */
  SnapshotRepair(Supplier<PipelineAccess> access, Progress progress, Runnable changed) {
    this.access = access;
    this.progress = progress;
    this.changed = changed;
  }

  /** What is being repaired; empty if nothing is. */
  String problem() {
    return problem;
  }

  /** Repairs what the last snapshot has missed. Call it when the snapshot is complete. */
  void run() throws InterruptedException {
    try {
      if (new CaptureState(access.get()).hasRepeatedSnapshot()) {
        change(REFRESHING);
        progress.report("%s", REFRESHING);
        refresh();
        progress.report("all rows are refreshed");
      }
    } catch (OperationException e) {
      // The connector's check reports what remains to be done, and the next start tries it again.
      progress.report("the rows could not be refreshed: %s", e.getMessage());
    } finally {
      change("");
    }
  }

  private void refresh() throws InterruptedException {
    PrintWriter out = new PrintWriter(new ReportedLines(progress));
    UnreadableRows unreadable = new Resync(access.get(), out).run(EnumSet.allOf(Model.class), true);
    if (!unreadable.isEmpty()) {
      unreadable.lines().forEach(out::println);
    }
  }

  private void change(String now) {
    problem = now;
    changed.run();
  }
}
