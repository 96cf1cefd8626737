package io.fanfare.jobs.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * The writes of one subtask of an async operator that are not durable yet. A marker waits for those
 * before it. A failed write stays pending until a retry succeeds; the operator passes the same
 * object to each retry. Thread-safe.
 *
 * <p>After a restore, the elements that were in flight come first, and to the same subtask, but in
 * any order: a marker may come before the writes that preceded it. So the first try of a marker
 * always fails. The operator retries it when it has begun all restored elements.
 *
 * <p>A restore with another parallelism, or with fewer elements in flight, distributes the elements
 * again, and may separate a marker in flight from the writes before it. So do not trust a marker
 * that was in flight while its job was rescaled.
 */
public final class PendingWrites<T> {

  private final Map<T, CompletableFuture<Void>> pending = new IdentityHashMap<>();
  private final Set<T> triedMarkers = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Begins a write, or a retry of it. */
  public synchronized void begin(T element) {
    pending.computeIfAbsent(element, begun -> new CompletableFuture<>());
  }

  /** Ends a write that is durable or a dead letter. */
  public void end(T element) {
    CompletableFuture<Void> ended;
    synchronized (this) {
      ended = pending.remove(element);
    }
    if (ended != null) {
      ended.complete(null);
    }
  }

  /**
   * Completes a marker's result once all writes that had begun by its second try have ended.
   *
   * @param marker of the operator's input: the same object in each try
   */
  public <OUT> void whenAllBegun(T marker, Collection<OUT> output, ResultFuture<OUT> result) {
    if (isFirstTry(marker)) {
      result.completeExceptionally(new TooEarlyException());
    } else {
      allBegun().thenRun(() -> result.complete(output));
    }
  }

  private synchronized boolean isFirstTry(T marker) {
    if (triedMarkers.remove(marker)) {
      return false;
    }
    return triedMarkers.add(marker);
  }

  /** How many writes have begun and not ended. */
  public synchronized int size() {
    return pending.size();
  }

  /** Completes when all writes that have begun by now have ended. */
  public synchronized CompletableFuture<Void> allBegun() {
    return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
  }

  /** Makes the operator retry; nothing reads it. */
  private static final class TooEarlyException extends Exception {

    private static final long serialVersionUID = 1L;

    TooEarlyException() {
      super("Restored writes before this marker may not have begun yet", null, false, false);
    }
  }
}
