package io.fanfare.api.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.schemas.events.DomainEvent;
import io.fanfare.schemas.stats.StatKind;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlayCountsTest {

  private final InMemoryCells cells = new InMemoryCells();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void countsThePlaysOfEachTrack() {
    play("a", 1);
    play("b", 1);
    play("c", 2);
    assertThat(counts(cells).request(Set.of(1L, 2L, 3L)).join())
        .isEqualTo(Map.of(1L, 2L, 2L, 1L, 3L, 0L));
  }

  @Test
  void readsAgainOnlyAfterItsLifetime() {
    PlayCounts counts = counts(cells);
    assertThat(counts.request(Set.of(1L)).join()).isEqualTo(Map.of(1L, 0L));
    play("a", 1);
    assertThat(counts.request(Set.of(1L)).join()).isEqualTo(Map.of(1L, 0L));
    nanos.addAndGet(PlayCounts.LIFETIME.toNanos());
    assertThat(counts.request(Set.of(1L)).join()).isEqualTo(Map.of(1L, 1L));
  }

  @Test
  void hasNoCountsWhileTheStoreDoesNotAnswer() {
    PlayCounts counts =
        counts(
            tracks ->
                CompletableFuture.failedFuture(
                    new UnavailableException("It does not answer.", null)));
    assertThat(counts.request(Set.of(1L)).join()).isEmpty();
  }

  @Test
  void doesNotWaitForASlowStore() {
    CompletableFuture<Void> isThere = new CompletableFuture<>();
    PlayCounts counts = counts(tracks -> isThere.thenCompose(there -> cells.plays(tracks)));
    play("a", 1);
    assertThat(counts.request(Set.of(1L)).join()).isEmpty();
    isThere.complete(null);
    assertThat(counts.request(Set.of(1L)).join()).isEqualTo(Map.of(1L, 1L));
  }

  private PlayCounts counts(PlayStore store) {
    return new PlayCounts(store, nanos::get);
  }

  private void play(String id, long track) {
    cells.put(StatKind.PLAY, new DomainEvent(id, track, 7L, 0L, "DE", null, null), 10);
  }
}
