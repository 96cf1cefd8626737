package io.fanfare.agents.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what has to be recorded until it is, as long as the process lives. */
final class Repetition {

  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  private Repetition() {}

  /** Completes once the step succeeds; never fails. */
  static <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> step, Duration pause) {
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    return begin(step)
        .exceptionallyCompose(
            failure -> {
              LOG.warn("Something could not be recorded; trying again: {}", failure.toString());
              return CompletableFuture.runAsync(() -> {}, later)
                  .thenCompose(waited -> untilDone(step, pause));
            });
  }

  /** Begins a step; one that throws has failed. */
  static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
