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

class TotalsTest {

  private final InMemoryCells cells = new InMemoryCells();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void countsThePlaysOfEachTrack() {
    play("a", 1);
    play("b", 1);
    play("c", 2);
    assertThat(totals(cells).request(Total.PLAYS, Set.of(1L, 2L, 3L)).join())
        .isEqualTo(Map.of(1L, 2L, 2L, 1L, 3L, 0L));
  }

  @Test
  void doesNotTakeOneTotalForAnother() {
    play("a", 10);
    cells.put(StatKind.LIKE, new DomainEvent("b", 1L, 7L, 0L, null, null, null), 10);
    cells.put(StatKind.LIKE, new DomainEvent("c", 1L, 8L, 0L, null, null, null), 10);
    Totals totals = totals(cells);
    assertThat(totals.request(Total.LIKES, Set.of(1L, 10L)).join())
        .isEqualTo(Map.of(1L, 2L, 10L, 0L));
    assertThat(totals.request(Total.PLAYS, Set.of(1L, 10L)).join())
        .isEqualTo(Map.of(1L, 0L, 10L, 1L));
    assertThat(totals.request(Total.FOLLOWERS, Set.of(10L)).join()).isEqualTo(Map.of(10L, 0L));
  }

  @Test
  void readsAgainOnlyAfterItsLifetime() {
    Totals totals = totals(cells);
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEqualTo(Map.of(1L, 0L));
    play("a", 1);
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEqualTo(Map.of(1L, 0L));
    nanos.addAndGet(Totals.LIFETIME.toNanos());
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEqualTo(Map.of(1L, 1L));
  }

  @Test
  void hasNoCountsWhileTheStoreDoesNotAnswer() {
    Totals totals =
        totals(
            (total, ids) ->
                CompletableFuture.failedFuture(
                    new UnavailableException("It does not answer.", null)));
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEmpty();
  }

  @Test
  void doesNotWaitForASlowStore() {
    CompletableFuture<Void> isThere = new CompletableFuture<>();
    Totals totals = totals((total, ids) -> isThere.thenCompose(there -> cells.totals(total, ids)));
    play("a", 1);
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEmpty();
    isThere.complete(null);
    assertThat(totals.request(Total.PLAYS, Set.of(1L)).join()).isEqualTo(Map.of(1L, 1L));
  }

  private Totals totals(TotalStore store) {
    return new Totals(store, nanos::get);
  }

  private void play(String id, long track) {
    cells.put(StatKind.PLAY, new DomainEvent(id, track, 7L, 0L, "DE", null, null), 10);
  }
}
