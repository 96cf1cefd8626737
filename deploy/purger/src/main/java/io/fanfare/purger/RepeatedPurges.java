package io.fanfare.purger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Purges again once every fetch is over that may have read the rows as they were before a change:
 * what it stored meanwhile is old. For one thread.
 */
final class RepeatedPurges {

  /** More than these are one purge of everything. */
  static final int MOST = 20_000;

  private final ArrayDeque<Due> waiting = new ArrayDeque<>();
  private final long after;
  private final LongSupplier nanoTime;
  private final Consumer<Set<String>> target;

  private record Due(long at, Set<String> keys) {}

  /**
   * @param after how long after the first purge
   * @param target purges at once
   */
  RepeatedPurges(Duration after, LongSupplier nanoTime, Consumer<Set<String>> target) {
    this.after = after.toNanos();
    this.nanoTime = nanoTime;
    this.target = target;
  }

  /** Has keys purged again that were purged now. */
  void add(Set<String> keys) {
    if (waiting.size() >= MOST) {
      waiting.clear();
      target.accept(PurgeRule.ALL);
      waiting.add(new Due(nanoTime.getAsLong() + after, PurgeRule.ALL));
    } else {
      waiting.add(new Due(nanoTime.getAsLong() + after, keys));
    }
  }

  /** Purges what is due; to be called regularly. */
  void run() {
    long now = nanoTime.getAsLong();
    for (Due next = waiting.peek(); next != null && now - next.at() >= 0; next = waiting.peek()) {
      target.accept(next.keys());
      waiting.poll();
    }
  }
}
