package io.fanfare.api.dashboard;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Walks a recipient's stored entries newest first: month by month within the activity times that
 * are wanted, then the late ones. Other months are never read, however many there are.
 */
final class DashboardWalk {

  private final DashboardStore store;
  private final long recipientId;
  private final long oldest;
  private final List<Integer> months;
  private final Deque<Activity> late;
  private int month;
  private Activity position;

  /**
   * @param range where the walk begins, and its late entries
   * @param newest the largest activity time that is wanted, µs since the epoch
   * @param oldest the smallest activity time that is wanted, µs since the epoch
   */
  DashboardWalk(
      DashboardStore store,
      Deadline deadline,
      long recipientId,
      DashboardRange range,
      long newest,
      long oldest) {
    this.store = store;
    this.recipientId = recipientId;
    this.oldest = oldest;
    Activity olderThan = range.olderThan();
    this.position =
        olderThan == null || olderThan.getActivityTime() > newest ? behind(newest) : olderThan;
    this.months =
        deadline.await(
            store.months(
                recipientId,
                DashboardPartition.monthOf(oldest),
                DashboardPartition.monthOf(Math.min(position.getActivityTime(), newest))),
            Dependency.CASSANDRA);
    this.late =
        range.late().stream()
            .filter(entry -> DashboardRange.NEWEST_FIRST.compare(entry, position) > 0)
            .sorted(DashboardRange.NEWEST_FIRST)
            .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** No entry of this time or earlier is in front of it in the order of the dashboard. */
  static Activity behind(long time) {
    return new Activity(ActivityKind.TRACK, Long.MIN_VALUE, Long.MIN_VALUE, time + 1);
  }

  boolean hasNext() {
    return month < months.size() || !late.isEmpty();
  }

  /** The next entries, `limit` at most; possibly none although more follow. */
  List<Activity> next(int limit, Deadline deadline) {
    List<Activity> next = month < months.size() ? stored(limit, deadline) : late(limit);
    if (!next.isEmpty()) {
      position = next.get(next.size() - 1);
    }
    return next;
  }

  private List<Activity> late(int limit) {
    List<Activity> next = new ArrayList<>();
    while (next.size() < limit && !late.isEmpty()) {
      next.add(late.remove());
    }
    return next;
  }

  private List<Activity> stored(int limit, Deadline deadline) {
    List<Activity> entries =
        deadline.await(
            store.entries(recipientId, months.get(month), position, limit), Dependency.CASSANDRA);
    List<Activity> wanted =
        entries.stream().takeWhile(entry -> entry.getActivityTime() >= oldest).toList();
    if (wanted.size() < entries.size()) {
      month = months.size();
    } else if (entries.size() < limit) {
      month++;
    }
    return wanted;
  }

  /** The last entry that was walked over. */
  Activity position() {
    return position;
  }
}
