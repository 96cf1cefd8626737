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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** How often tracks were played, for pages that can also be shown without it. */
public final class PlayCounts {

  /** How old a count may be. */
  static final Duration LIFETIME = Duration.ofSeconds(5);

  /** A page must not wait for a store that only stats need; a late count is on the next page. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private static final long MOST_TRACKS = 100_000;

  private final PlayStore store;
  private final AsyncLoadingCache<Long, Long> counts;

  public PlayCounts(PlayStore store) {
    this(store, Ticker.systemTicker());
  }

  PlayCounts(PlayStore store, Ticker ticker) {
    this.store = store;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_TRACKS)
            .expireAfterWrite(LIFETIME)
            .ticker(ticker)
            .buildAsync(AsyncCacheLoader.bulk((tracks, executor) -> load(tracks)));
  }

  /**
   * Requests the counts of some tracks. The result never fails for a store that does not answer in
   * time: then it is empty.
   */
  public CompletableFuture<Map<Long, Long>> request(Collection<Long> tracks) {
    return Deadline.in(PATIENCE)
        .bound(counts.getAll(Set.copyOf(tracks)), Dependency.CASSANDRA)
        .exceptionallyCompose(
            failure ->
                UnavailableException.in(failure) == null
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(Map.of()));
  }

  private CompletableFuture<Map<Long, Long>> load(Set<? extends Long> tracks) {
    return store
        .plays(Set.copyOf(tracks))
        .thenApply(
            found -> {
              Map<Long, Long> all = new HashMap<>();
              tracks.forEach(track -> all.put(track, found.getOrDefault(track, 0L)));
              return all;
            })
        .toCompletableFuture();
  }
}
