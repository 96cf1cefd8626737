package io.fanfare.api.feed;

import io.fanfare.api.availability.UnavailableException;
import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.dashboard.DashboardReader;
import io.fanfare.api.dashboard.ScheduledWindow;
import io.fanfare.api.models.Invalidations;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.models.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The entries of a feed that are added or removed while a client watches it. */
public final class FeedUpdates {

  private final DashboardReader reader;
  private final Invalidations models;
  private final FeedItems items;

  /**
   * @param models the cache from which the reader gets its models
   */
  public FeedUpdates(DashboardReader reader, Invalidations models, FeedItems items) {
    this.reader = reader;
    this.models = models;
    this.items = items;
  }

  /** Whether an entry's time has come; before that, no feed shows it. */
  public boolean isDue(Activity activity) {
    return reader.isDue(activity);
  }

  /** An entry's id, whether it is shown or not. */
  public String id(long userId, Activity activity) {
    return items.id(userId, activity);
  }

  /** The time by which entries are due, µs since the epoch. */
  public long now() {
    return reader.now();
  }

  /**
   * The stored entries whose time lies in a window, shown or not. Fails with an {@link
   * UnavailableException} if they can't be read.
   */
  public CompletableFuture<ScheduledWindow> scheduled(
      long userId, ScheduledWindow.Bounds bounds, int most) {
    return reader.scheduled(userId, bounds, most);
  }

  /**
   * The items of those entries that the user's feed shows now, without a thread that waits for
   * them. Fails with an {@link UnavailableException} if a dependency does not answer.
   */
  public CompletableFuture<Map<Activity, FeedView.Item>> items(
      long userId, List<Activity> activities) {
    return reader
        .shown(userId, activities)
        .thenCompose(
            shown ->
                items.present(userId, shown).thenApply(presented -> byActivity(shown, presented)));
  }

  private static Map<Activity, FeedView.Item> byActivity(
      List<DashboardEntry> shown, List<FeedView.Item> presented) {
    Map<Activity, FeedView.Item> byActivity = new LinkedHashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      byActivity.put(shown.get(i).activity(), presented.get(i));
    }
    return byActivity;
  }

  /**
   * Invalidates the rows of those entries that were added but are not shown.
   *
   * @throws UnavailableException if MySQL does not answer
   */
  void refresh(long userId, List<Activity> added) {
    Set<Activity> shown =
        reader.filterShown(userId, added).stream()
            .map(DashboardEntry::activity)
            .collect(Collectors.toSet());
    added.stream()
        .filter(entry -> isDue(entry) && !shown.contains(entry))
        .forEach(entry -> invalidate(userId, entry));
  }

  /**
   * Invalidates the rows of an entry that was added but is not shown: it may have arrived before
   * the changes of its rows.
   */
  public void invalidate(long userId, Activity activity) {
    long actor = activity.getActorId();
    long object = activity.getObjectId();
    models.invalidateRow(Model.USER, List.of(userId));
    models.invalidateRow(Model.DASHBOARD_SETTINGS, List.of(userId));
    models.invalidateRow(Model.USER, List.of(actor));
    models.invalidateRow(Model.FOLLOW, List.of(userId, actor));
    switch (activity.getKind()) {
      case TRACK -> models.invalidateRow(Model.TRACK, List.of(object));
      case PLAYLIST -> models.invalidateRow(Model.PLAYLIST, List.of(object));
      case TRACK_REPOST -> {
        models.invalidateRow(Model.TRACK, List.of(object));
        models.invalidateRow(Model.TRACK_REPOST, List.of(actor, object));
      }
      case PLAYLIST_REPOST -> {
        models.invalidateRow(Model.PLAYLIST, List.of(object));
        models.invalidateRow(Model.PLAYLIST_REPOST, List.of(actor, object));
      }
    }
  }
}
