package io.fanfare.api.stats;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The totals of tracks and users, for pages that can also be shown without them. */
public final class Totals {

  /** How old a total may be. */
  static final Duration LIFETIME = Duration.ofSeconds(5);

  /** A page must not wait for a store that only stats need; a late total is on the next page. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** Of each total. */
  private static final long MOST_IDS = 100_000;

  private final TotalStore store;
  private final Map<Total, AsyncLoadingCache<Long, Long>> caches = new EnumMap<>(Total.class);

  public Totals(TotalStore store) {
    this(store, Ticker.systemTicker());
  }

  Totals(TotalStore store, Ticker ticker) {
    this.store = store;
    for (Total total : Total.values()) {
      caches.put(
          total,
          Caffeine.newBuilder()
              .maximumSize(MOST_IDS)
              .expireAfterWrite(LIFETIME)
              .ticker(ticker)
              .buildAsync(AsyncCacheLoader.bulk((ids, executor) -> load(total, ids))));
    }
  }

  /**
   * Requests a total of some tracks or users. The result never fails for a store that does not
   * answer in time: then it is empty.
   */
  public CompletableFuture<Map<Long, Long>> request(Total total, Collection<Long> ids) {
    return Deadline.in(PATIENCE)
        .bound(
            Objects.requireNonNull(caches.get(total)).getAll(Set.copyOf(ids)), Dependency.CASSANDRA)
        .exceptionallyCompose(
            failure ->
                UnavailableException.in(failure) == null
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(Map.of()));
  }

  private CompletableFuture<Map<Long, Long>> load(Total total, Set<? extends Long> ids) {
    return store
        .totals(total, Set.copyOf(ids))
        .thenApply(
            found -> {
              Map<Long, Long> all = new HashMap<>();
              ids.forEach(id -> all.put(id, found.getOrDefault(id, 0L)));
              return all;
            })
        .toCompletableFuture();
  }
}
