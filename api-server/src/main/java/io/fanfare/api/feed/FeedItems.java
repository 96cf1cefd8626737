package io.fanfare.api.feed;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.closeness.Closeness;
import io.fanfare.api.closeness.ClosenessStore;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.Origin;
import io.fanfare.api.stats.PlayCounts;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a user's entries into items, with closeness and play counts. */
public final class FeedItems {

  /** How long to wait for closeness, which a feed can be shown without. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EntryIds ids;
  private final ClosenessStore store;
  private final PlayCounts counts;

  public FeedItems(EntryIds ids, ClosenessStore store, PlayCounts counts) {
    this.ids = ids;
    this.store = store;
    this.counts = counts;
  }

  /** An entry's id, whether it is shown or not. */
  public String id(long userId, Activity activity) {
    return ids.of(userId, activity);
  }

  /**
   * The items of some entries, in the same order. Closeness and play counts are requested together.
   */
  public List<FeedView.Item> present(long userId, List<DashboardEntry> entries) {
    PlayCounts.Pending pending = counts.request(tracks(entries));
    Map<Long, Closeness> closeness = closeness(userId, entries);
    Map<Long, Long> plays = pending.get();
    return entries.stream()
        .map(
            entry -> {
              Activity activity = entry.activity();
              Closeness close =
                  closeness == null
                      ? null
                      : closeness.getOrDefault(activity.getActorId(), Closeness.NONE);
              return FeedPresenter.item(
                  entry, id(userId, activity), close, plays.get(activity.getObjectId()));
            })
        .toList();
  }

  private static Set<Long> tracks(List<DashboardEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.origin() instanceof Origin.OfTrack)
        .map(entry -> entry.activity().getObjectId())
        .collect(Collectors.toSet());
  }

  /** Null if the store does not answer: then the feed is shown without closeness. */
  private @Nullable Map<Long, Closeness> closeness(long userId, List<DashboardEntry> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    Set<Long> actors =
        entries.stream().map(entry -> entry.activity().getActorId()).collect(Collectors.toSet());
    try {
      return Deadline.in(PATIENCE).await(store.closeness(userId, actors), Dependency.CASSANDRA);
    } catch (UnavailableException e) {
      return null;
    }
  }
}
