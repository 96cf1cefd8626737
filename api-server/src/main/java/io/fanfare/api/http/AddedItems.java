package io.fanfare.api.http;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.feed.FeedUpdates;
import io.fanfare.api.feed.FeedView.Item;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the items of entries that were added. The completion of an entry may arrive before the
 * changes of its rows, or before they are on a replica. So an entry that is not shown is checked
 * again with its rows invalidated: immediately, and once more later. No thread waits, however long
 * a server takes to answer.
 */
final class AddedItems {

  private static final Logger LOG = LoggerFactory.getLogger(AddedItems.class);

  /** Immediate checks of an entry that is not shown; after one more, it is left out. */
  private static final int IMMEDIATE_CHECKS = 2;

  private final FeedUpdates feed;
  private final long userId;
  private final Executor later;
  private volatile boolean closed;

  /**
   * @param recheckAfter after which a check is repeated later
   */
  AddedItems(FeedUpdates feed, long userId, Duration recheckAfter) {
    this.feed = feed;
    this.userId = userId;
    this.later = CompletableFuture.delayedExecutor(recheckAfter.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The items of the entries that are shown; reads again until all servers answer. */
  CompletableFuture<Map<Activity, Item>> read(List<Activity> added) {
    return added.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : check(added, 1);
  }

  /** Stops to read again. */
  void close() {
    closed = true;
  }

  private CompletableFuture<Map<Activity, Item>> check(List<Activity> added, int number) {
    return feed.items(userId, added)
        .handle((items, failure) -> next(added, number, items, failure))
        .thenCompose(Function.identity());
  }

  private CompletableFuture<Map<Activity, Item>> next(
      List<Activity> added,
      int number,
      @Nullable Map<Activity, Item> items,
      @Nullable Throwable failure) {
    if (items == null) {
      return again(added, number, failure);
    }
    if (items.keySet().containsAll(added) || number > IMMEDIATE_CHECKS) {
      return CompletableFuture.completedFuture(items);
    }
    added.stream()
        .filter(activity -> !items.containsKey(activity))
        .forEach(activity -> feed.invalidate(userId, activity));
    return number < IMMEDIATE_CHECKS ? check(added, number + 1) : later(added, number + 1);
  }

  private CompletableFuture<Map<Activity, Item>> again(
      List<Activity> added, int number, @Nullable Throwable failure) {
    UnavailableException unavailable = failure == null ? null : UnavailableException.in(failure);
    if (unavailable == null) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("Reading added entries failed", failure));
    }
    LOG.warn("Updates wait: {}", unavailable.reason());
    return closed ? CompletableFuture.completedFuture(Map.of()) : later(added, number);
  }

  private CompletableFuture<Map<Activity, Item>> later(List<Activity> added, int number) {
    return CompletableFuture.supplyAsync(() -> check(added, number), later)
        .thenCompose(Function.identity());
  }
}
