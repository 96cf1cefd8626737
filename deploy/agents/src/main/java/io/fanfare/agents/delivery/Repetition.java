package io.fanfare.agents.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats what has to be recorded until it is, as long as the process lives. */
final class Repetition {

  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Repetition() {}

  /** Completes once the step succeeds; never fails. The pause grows while it fails. */
  static <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> step, Duration pause) {
    CompletableFuture<T> done = new CompletableFuture<>();
    attempt(step, pause, done);
    return done;
  }

  /** One result for all attempts: stages that wait for each other would grow with an outage. */
  private static <T> void attempt(
      Supplier<CompletionStage<T>> step, Duration pause, CompletableFuture<T> done) {
    var unused =
        begin(step)
            .whenComplete(
                (result, failure) -> {
                  if (failure == null) {
                    done.complete(result);
                    return;
                  }
                  LOG.warn("Something could not be recorded; trying again: {}", failure.toString());
                  Duration longer = pause.multipliedBy(2);
                  CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                      .execute(
                          () ->
                              attempt(
                                  step, longer.compareTo(LONGEST) < 0 ? longer : LONGEST, done));
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
