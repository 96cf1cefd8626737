package io.fanfare.api.feed;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.closeness.ClosenessStore;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.stats.Total;
import io.fanfare.api.stats.Totals;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Turns a user's entries into items, with closeness and play counts. */
public final class FeedItems {

  /** How long to wait for closeness, which a feed can be shown without. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EntryIds ids;
  private final ClosenessStore store;
  private final Totals totals;
  private final Links links;

  public FeedItems(EntryIds ids, ClosenessStore store, Totals totals, Links links) {
    this.ids = ids;
    this.store = store;
    this.totals = totals;
    this.links = links;
  }

  /** An entry's id, whether it is shown or not. */
  public String id(long userId, Activity activity) {
    return ids.of(userId, activity);
  }

  /**
   * The items of some entries, in the same order, without a thread that waits for them. Closeness
   * and play counts are requested together.
   */
  public CompletableFuture<List<FeedView.Item>> present(long userId, List<DashboardEntry> entries) {
    return totals
        .request(Total.PLAYS, tracks(entries))
        .thenCombine(
            closeness(userId, entries),
            (plays, closeness) ->
                entries.stream().map(entry -> item(userId, entry, closeness, plays)).toList());
  }

  private FeedView.Item item(
      long userId,
      DashboardEntry entry,
      Optional<Map<Long, Closeness>> closeness,
      Map<Long, Long> plays) {
    Activity activity = entry.activity();
    return FeedPresenter.item(
        entry,
        id(userId, activity),
        closeness
            .map(byActor -> byActor.getOrDefault(activity.getActorId(), Closeness.NONE))
            .orElse(null),
        plays.get(activity.getObjectId()),
        links);
  }

  private static Set<Long> tracks(List<DashboardEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.origin() instanceof Origin.OfTrack)
        .map(entry -> entry.activity().getObjectId())
        .collect(Collectors.toSet());
  }

  /** Empty if the store does not answer: then the feed is shown without closeness. */
  private CompletableFuture<Optional<Map<Long, Closeness>>> closeness(
      long userId, List<DashboardEntry> entries) {
    if (entries.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.of(Map.of()));
    }
    Set<Long> actors =
        entries.stream().map(entry -> entry.activity().getActorId()).collect(Collectors.toSet());
    return Deadline.in(PATIENCE)
        .bound(store.closeness(userId, actors), Dependency.CASSANDRA)
        .thenApply(Optional::of)
        .exceptionallyCompose(
            failure ->
                UnavailableException.in(failure) == null
                    ? CompletableFuture.failedFuture(failure)
                    : CompletableFuture.completedFuture(Optional.empty()));
  }
}
