package io.fanfare.connectors.cassandra;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How fast rows may be written, and how many were. */
public interface Pace {

  /** As fast as the store takes them. */
  Pace UNBOUNDED =
      new Pace() {
        @Override
        public CompletionStage<Void> acquire(int rows) {
          return CompletableFuture.completedFuture(null);
        }

        @Override
        public int rowsPerSecond() {
          return Integer.MAX_VALUE;
        }
      };

  /**
   * Completes when these rows may be written, in the order of the calls.
   *
   * @param rows those of one batch
   */
  CompletionStage<Void> acquire(int rows);

  /** {@link Integer#MAX_VALUE} for no bound. */
  int rowsPerSecond();

  /**
   * Called when the store has acknowledged rows, on any thread.
   *
   * @param rows those of one batch
   */
  default void written(int rows) {}
}
