package io.fanfare.local.pipeline;

import io.fanfare.ops.terminal.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The progress of the first capture of a source. A large source takes longer than any fixed limit
 * of a start.
 */
final class SnapshotProgress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final LongSupplier endOfModels;
  private final Progress progress;
  private long end;
  private Instant nextLine = Instant.now().plus(BETWEEN_LINES);

  /**
   * @param endOfModels returns the end offset of `models`
   */
  SnapshotProgress(LongSupplier endOfModels, Progress progress) {
    this.endOfModels = endOfModels;
    this.progress = progress;
    this.end = endOfModels.getAsLong();
  }

  /** Whether changes have reached `models` since the last call. Reports the offset now and then. */
  boolean advanced() {
    long now = endOfModels.getAsLong();
    boolean advanced = now > end;
    end = now;
    if (advanced && Instant.now().isAfter(nextLine)) {
      progress.report("the connector is reading the source's rows: models is at offset %,d", now);
      nextLine = Instant.now().plus(BETWEEN_LINES);
    }
    return advanced;
  }
}
