package io.fanfare.api.notifications;

import io.fanfare.api.dashboard.DashboardEntry;
import io.fanfare.api.feed.EntryIds;
import io.fanfare.api.feed.FeedPresenter;
import io.fanfare.api.notifications.NotificationsView.Actor;
import io.fanfare.api.notifications.NotificationsView.Notification;
import io.fanfare.api.presentation.Links;
import io.fanfare.api.presentation.UserPresenter;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotificationIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Presents the entries of a page as notifications. */
final class NotificationPresenter {

  private final EntryIds ids;
  private final Links links;

  /** What the entries of a group have in common. */
  private record Subject(ActivityKind kind, long objectId) {}

  NotificationPresenter(EntryIds ids, Links links) {
    this.ids = ids;
    this.links = links;
  }

  /**
   * The notifications of some entries, in the order of their newest entries.
   *
   * @param entries newest first
   * @param groups whether entries with the same object and kind are one notification
   * @param seenUntil until when the user has seen everything, µs since the epoch; null if nothing
   *     was ever seen
   */
  List<Notification> present(
      long userId, List<DashboardEntry> entries, boolean groups, @Nullable Long seenUntil) {
    return (groups ? groups(entries) : entries.stream().map(List::of).toList())
        .stream().map(group -> notification(userId, group, seenUntil)).toList();
  }

  private static Collection<List<DashboardEntry>> groups(List<DashboardEntry> entries) {
    Map<Subject, List<DashboardEntry>> groups = new LinkedHashMap<>();
    for (DashboardEntry entry : entries) {
      Activity activity = entry.activity();
      groups
          .computeIfAbsent(
              new Subject(activity.getKind(), activity.getObjectId()), key -> new ArrayList<>())
          .add(entry);
    }
    return groups.values();
  }

  private Notification notification(
      long userId, List<DashboardEntry> group, @Nullable Long seenUntil) {
    DashboardEntry newest = group.get(0);
    return new Notification(
        ActivityTypes.name(newest.activity().getKind()),
        SeenMarkers.text(newest.activity().getActivityTime()),
        isUnread(newest, seenUntil),
        FeedPresenter.origin(newest, null, links),
        group.stream().map(entry -> actor(userId, entry, seenUntil)).toList());
  }

  private Actor actor(long userId, DashboardEntry entry, @Nullable Long seenUntil) {
    Activity activity = entry.activity();
    return new Actor(
        ids.of(userId, activity),
        NotificationIds.ofActivity(userId, Channel.PUSH, activity),
        SeenMarkers.text(activity.getActivityTime()),
        isUnread(entry, seenUntil),
        UserPresenter.user(entry.actor(), links));
  }

  static boolean isUnread(DashboardEntry entry, @Nullable Long seenUntil) {
    return seenUntil == null || entry.activity().getActivityTime() > seenUntil;
  }
}
