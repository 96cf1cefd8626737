package io.fanfare.local.supervisor;

import io.fanfare.ops.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Steps that run in parallel, each as soon as the steps that it needs are done. */
final class Steps implements AutoCloseable {

  private static final long END_SECONDS = 10;

  /** The action of a step. */
  interface Body {
    void run() throws Exception;
  }

  private final List<CompletableFuture<Void>> steps = new ArrayList<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          body -> {
            Thread thread = new Thread(body, "step");
            thread.setDaemon(true);
            return thread;
          });

  /** Adds a step that runs after the needed ones. */
  @SafeVarargs
  final CompletableFuture<Void> add(Body body, CompletableFuture<Void>... needed) {
    CompletableFuture<Void> step =
        CompletableFuture.allOf(needed).thenRunAsync(() -> run(body), threads);
    step.whenComplete(
        (done, problem) -> {
          if (problem != null) {
            failure.completeExceptionally(problem);
          }
        });
    steps.add(step);
    return step;
  }

  /** Makes the whole fail for a reason outside of the steps. */
  void fail(OperationException problem) {
    failure.completeExceptionally(problem);
  }

  /**
   * Waits until all steps are done.
   *
   * @throws OperationException of the first step that fails, without waiting for the others
   */
  void await() throws InterruptedException {
    CompletableFuture<Void> all = CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
    try {
      CompletableFuture.anyOf(all, failure).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      if (cause instanceof OperationException problem) {
        throw problem;
      }
      throw new OperationException(
          cause instanceof InterruptedException
              ? "The start was interrupted."
              : "The stack could not be started: " + cause,
          e);
    }
  }

  /** Interrupts the steps that still run, and waits for their end. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(Body body) {
    try {
      body.run();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
