package io.fanfare.api.models;

import io.fanfare.schemas.models.Model;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Invalidates at once, and again a second later. MySQL writes its binlog before a commit is
 * visible, and a replica lags, so the first load after a change may still find the old row. For one
 * thread.
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
  public void invalidateList(String key) {
    twice(() -> target.invalidateList(key));
  }

  @Override
  public void invalidateAll() {
    pending.clear();
    twice(target::invalidateAll);
  }

  /** Repeats the invalidations that are due; to be called regularly. */
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
