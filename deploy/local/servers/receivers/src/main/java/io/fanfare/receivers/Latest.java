package io.fanfare.receivers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The items that arrived last; older ones are dropped, so that a long run needs bounded memory. */
final class Latest<T> {

  static final int CAPACITY = 10_000;

  private final Deque<T> items = new ArrayDeque<>();
  private long total;

  /**
   * A part of the items.
   *
   * @param total how many have arrived since the last {@link Latest#clear}, dropped ones included
   * @param items newest first
   */
  record Slice<T>(long total, List<T> items) {}

  synchronized void add(T item) {
    items.addFirst(item);
    total++;
    if (items.size() > CAPACITY) {
      items.removeLast();
    }
  }

  synchronized Slice<T> find(Predicate<T> filter, int limit) {
    return new Slice<>(total, items.stream().filter(filter).limit(limit).toList());
  }

  synchronized void clear() {
    items.clear();
    total = 0;
  }
}
