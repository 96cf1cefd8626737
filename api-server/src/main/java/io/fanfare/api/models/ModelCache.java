package io.fanfare.api.models;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Caches rows by their key, and that a row does not exist. A load is in the cache as a future from
 * its beginning. An invalidation removes it as well: the callers that wait for the load get its
 * result, but it is not kept.
 */
final class ModelCache<K, M> {

  /**
   * Nothing may be older than 60 s. This counts from the end of a load, whose statements take 10 s
   * at most ({@link MysqlModels}).
   */
  static final Duration LIFETIME = Duration.ofSeconds(50);

  private final Function<Set<K>, CompletionStage<Map<K, M>>> source;
  private final AsyncLoadingCache<K, Optional<M>> cache;

  /**
   * @param bytes approximate bytes of a row
   * @param mostBytes approximate bytes of all rows
   */
  ModelCache(
      Function<Set<K>, CompletionStage<Map<K, M>>> source,
      ToIntFunction<Optional<M>> bytes,
      long mostBytes,
      Ticker ticker) {
    this.source = source;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((K key, Optional<M> row) -> bytes.applyAsInt(row))
            .expireAfterWrite(LIFETIME)
            .ticker(ticker)
            .recordStats()
            .buildAsync(AsyncCacheLoader.bulk((keys, executor) -> load(source, keys)));
  }

  /**
   * @param isFollowed whether the changes of rows are invalidated; if not, all come from the source
   */
  CompletionStage<Map<K, M>> get(Set<K> keys, boolean isFollowed) {
    if (!isFollowed) {
      return keys.isEmpty()
          ? CompletableFuture.completedFuture(Map.of())
          : source.apply(Set.copyOf(keys));
    }
    return cache.getAll(keys).thenApply(ModelCache::present);
  }

  void invalidate(K key) {
    cache.synchronous().invalidate(key);
  }

  /** How often keys were found in the cache, since the start. */
  CacheStats stats() {
    return cache.synchronous().stats();
  }

  void invalidateAll() {
    cache.synchronous().invalidateAll();
  }

  private static <K, M> CompletableFuture<Map<K, Optional<M>>> load(
      Function<Set<K>, CompletionStage<Map<K, M>>> source, Set<? extends K> keys) {
    Set<K> wanted = Set.copyOf(keys);
    return source
        .apply(wanted)
        .thenApply(
            found -> {
              Map<K, Optional<M>> all = new HashMap<>();
              wanted.forEach(key -> all.put(key, Optional.ofNullable(found.get(key))));
              return all;
            })
        .toCompletableFuture();
  }

  private static <K, M> Map<K, M> present(Map<K, Optional<M>> all) {
    Map<K, M> present = new HashMap<>();
    all.forEach((key, model) -> model.ifPresent(found -> present.put(key, found)));
    return present;
  }
}
