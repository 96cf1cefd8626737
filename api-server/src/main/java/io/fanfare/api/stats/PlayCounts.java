package io.fanfare.api.stats;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.cassandra.StatsSubject;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** How often tracks were played, for pages that can also be shown without it. */
public final class PlayCounts {

  /** How old a count may be. */
  static final Duration LIFETIME = Duration.ofSeconds(5);

  private static final Segment ALL = new Segment(Granularity.ALL, 0, 0, 1);

  /** A page must not wait for a store that only stats need; a late count is on the next page. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private static final long MOST_TRACKS = 100_000;

  private final StatsStore store;
  private final AsyncLoadingCache<Long, Long> counts;

  public PlayCounts(StatsStore store) {
    this(store, Ticker.systemTicker());
  }

  PlayCounts(StatsStore store, Ticker ticker) {
    this.store = store;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_TRACKS)
            .expireAfterWrite(LIFETIME)
            .ticker(ticker)
            .buildAsync((track, executor) -> load(track));
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

  private CompletableFuture<Long> load(long track) {
    AtomicLong total = new AtomicLong();
    return store
        .read(
            StatsSubject.TRACK,
            track,
            StatKind.PLAY,
            ALL,
            page -> {
              page.forEach(cell -> total.addAndGet(cell.counts().getTotal()));
              return CompletableFuture.completedFuture(page);
            })
        .thenApply(done -> total.get())
        .toCompletableFuture();
  }
}
