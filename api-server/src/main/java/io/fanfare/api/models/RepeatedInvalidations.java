package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Invalidates at once, and again a second later: a server writes its binlog before its commit can
 * be seen, and a replica that we may read from runs behind, so that the first load after a change
 * may still find what was there before. For one thread.
 */
final class RepeatedInvalidations implements Invalidations {

  private static final long AGAIN_AFTER = Duration.ofSeconds(1).toNanos();
  private static final int MOST_PENDING = 100_000;

  private final Invalidations target;
  private final LongSupplier nanoTime;
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();

  private record Pending(long due, Runnable invalidation) {}

  RepeatedInvalidations(Invalidations target, LongSupplier nanoTime) {
    this.target = target;
    this.nanoTime = nanoTime;
  }

  @Override
  public void invalidateRow(Model model, List<Long> key) {
    twice(() -> target.invalidateRow(model, key));
  }

  @Override
  public void invalidateAll() {
    pending.clear();
    twice(target::invalidateAll);
  }

  /** Repeats what is due; to be called again and again. */
  void repeat() {
    long now = nanoTime.getAsLong();
    for (Pending next = pending.peek(); next != null; next = pending.peek()) {
      if (now - next.due() < 0) {
        return;
      }
      next.invalidation().run();
      pending.poll();
    }
  }

  private void twice(Runnable invalidation) {
    invalidation.run();
    pending.add(new Pending(nanoTime.getAsLong() + AGAIN_AFTER, invalidation));
    if (pending.size() > MOST_PENDING) {
      invalidateAll();
    }
  }
}
