package io.fanfare.api.models;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
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
 * Models of one table by id, those that have no row included. What is being loaded is in the cache
 * already, as a future: an invalidation removes that too, so that a load which it overtook is given
 * to those who asked before it, and is not kept.
 */
final class ModelCache<M> {

  /**
   * Nothing may be older than 60 s. This counts from the end of a load, whose statements take 10 s
   * at most ({@link MysqlModels}).
   */
  static final Duration LIFETIME = Duration.ofSeconds(50);

  /** What an entry takes besides the model's text, in bytes. */
  private static final int OVERHEAD = 1_000;

  private final AsyncLoadingCache<Long, Optional<M>> cache;

  /**
   * @param length the characters of a model's text
   * @param mostBytes about how much memory to use
   */
  ModelCache(
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source,
      ToIntFunction<M> length,
      long mostBytes,
      Ticker ticker) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher(
                (Long id, Optional<M> model) ->
                    OVERHEAD + 2 * model.map(length::applyAsInt).orElse(0))
            .expireAfterWrite(LIFETIME)
            .ticker(ticker)
            .buildAsync(AsyncCacheLoader.bulk((ids, executor) -> load(source, ids)));
  }

  CompletionStage<Map<Long, M>> get(Set<Long> ids) {
    return cache.getAll(ids).thenApply(ModelCache::present);
  }

  void invalidate(long id) {
    cache.synchronous().invalidate(id);
  }

  void invalidateAll() {
    cache.synchronous().invalidateAll();
  }

  private static <M> CompletableFuture<Map<Long, Optional<M>>> load(
      Function<Set<Long>, CompletionStage<Map<Long, M>>> source, Set<? extends Long> ids) {
    Set<Long> wanted = Set.copyOf(ids);
    return source
        .apply(wanted)
        .thenApply(
            found -> {
              Map<Long, Optional<M>> all = new HashMap<>();
              wanted.forEach(id -> all.put(id, Optional.ofNullable(found.get(id))));
              return all;
            })
        .toCompletableFuture();
  }

  private static <M> Map<Long, M> present(Map<Long, Optional<M>> all) {
    Map<Long, M> present = new HashMap<>();
    all.forEach((id, model) -> model.ifPresent(found -> present.put(id, found)));
    return present;
  }
}
