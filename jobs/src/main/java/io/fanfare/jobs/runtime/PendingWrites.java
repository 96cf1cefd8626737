package io.fanfare.jobs.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

/**
 * The writes of one subtask of an async operator that are not durable yet, for markers that wait
 * for them. A write that failed and will be tried again is pending all the while; the operator
 * hands in the same object each time. Thread-safe.
 *
 * <p>Elements that a checkpoint kept come first when it is restored, and to the subtask that they
 * were in, but in any order: a marker may come before the writes that it was behind. So its first
 * try fails. The operator tries again when it has begun with all that was restored.
 *
 * <p>Only a restore with another parallelism, or with fewer elements in flight, deals them out
 * anew: a marker that was in flight then may be parted from the writes before it, so whoever
 * rescales a job lets no answer count that was waited for meanwhile.
 */
public final class PendingWrites<T> {

  private final Map<T, CompletableFuture<Void>> pending = new IdentityHashMap<>();
  private final Set<T> triedMarkers = Collections.newSetFromMap(new IdentityHashMap<>());

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

  /**
   * Hands on a marker once all that has begun by its second try has ended.
   *
   * @param marker of the operator's input: the same object when it is tried again
   */
  public <OUT> void whenAllBegun(T marker, Collection<OUT> handedOn, ResultFuture<OUT> result) {
    if (isFirstTry(marker)) {
      result.completeExceptionally(new TooEarlyException());
    } else {
      allBegun().thenRun(() -> result.complete(handedOn));
    }
  }

  private synchronized boolean isFirstTry(T marker) {
    if (triedMarkers.remove(marker)) {
      return false;
    }
    return triedMarkers.add(marker);
  }

  /** Completes when all that has begun by now has ended. */
  public synchronized CompletableFuture<Void> allBegun() {
    return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
  }

  /** Says to the operator that it is to ask once more; nobody reads it. */
  private static final class TooEarlyException extends Exception {

    private static final long serialVersionUID = 1L;

    TooEarlyException() {
      super("Writes that were in flight may still have to begin", null, false, false);
    }
  }
}
