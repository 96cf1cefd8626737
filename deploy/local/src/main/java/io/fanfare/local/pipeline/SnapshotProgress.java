package io.fanfare.local.pipeline;

import io.fanfare.ops.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How far the first capture of a source has come: the rows of one that is years old take longer
 * than any limit that a start should have.
 */
final class SnapshotProgress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final LongSupplier endOfModels;
  private final Progress progress;
  private long end;
  private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

  /**
   * @param endOfModels the offset at which the log of changes ends
   */
  SnapshotProgress(LongSupplier endOfModels, Progress progress) {
    this.endOfModels = endOfModels;
    this.progress = progress;
    this.end = endOfModels.getAsLong();
  }

  /** Whether changes have reached the log since the last look; says so now and then. */
  boolean advanced() {
    long now = endOfModels.getAsLong();
    boolean advanced = now > end;
    end = now;
    if (advanced && Instant.now().isAfter(nextLine)) {
      progress.say("the source's rows are being read: the log of changes has come to %,d", now);
      nextLine = Instant.now().plus(BETWEEN_LINES);
    }
    return advanced;
  }
}
