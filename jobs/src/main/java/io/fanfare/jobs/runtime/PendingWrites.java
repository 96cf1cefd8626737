package io.fanfare.jobs.runtime;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The writes of one subtask of an async operator that are not durable yet, for markers that wait
 * for them. A write that failed and will be tried again is pending all the while; the operator
 * hands in the same object each time. Thread-safe.
 *
 * <p>Elements that a checkpoint kept come first when it is restored, in their order, and to the
 * subtask that they were in. Only a restore with another parallelism deals them out anew: a marker
 * that was in flight then may be parted from the writes before it, so whoever rescales a job lets
 * no answer count that was waited for meanwhile.
 */
public final class PendingWrites<T> {

  private final Map<T, CompletableFuture<Void>> pending = new IdentityHashMap<>();

  /** A write begins, or is tried again. */
  public synchronized void begin(T element) {
    pending.computeIfAbsent(element, begun -> new CompletableFuture<>());
  }

  /** A write is durable, or put aside for good. */
  public void end(T element) {
    CompletableFuture<Void> ended;
    synchronized (this) {
      ended = pending.remove(element);
    }
    if (ended != null) {
      ended.complete(null);
    }
  }

  /** Completes when all that has begun by now has ended. */
  public synchronized CompletableFuture<Void> allBegun() {
    return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
  }
}
