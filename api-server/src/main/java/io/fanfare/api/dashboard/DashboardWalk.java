package io.fanfare.api.dashboard;

import io.fanfare.api.availability.Deadline;
import io.fanfare.api.availability.Dependency;
import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks a recipient's stored entries newest first, month by month, down to the oldest activity time
 * that is wanted. Months before that are never read.
 */
final class DashboardWalk {

  private final DashboardStore store;
  private final long recipientId;
  private final long oldest;
  private final List<Integer> months;
  private int month;
  private @Nullable Activity position;

  /**
   * @param oldest the smallest activity time that is wanted, µs since the epoch
   */
  DashboardWalk(
      DashboardStore store,
      Deadline deadline,
      long recipientId,
      @Nullable Activity olderThan,
      long oldest) {
    this.store = store;
    this.recipientId = recipientId;
    this.oldest = oldest;
    this.position = olderThan;
    this.months =
        deadline.await(store.months(recipientId), Dependency.CASSANDRA).stream()
            .filter(month -> month >= DashboardPartition.monthOf(oldest))
            .filter(
                month ->
                    olderThan == null
                        || month <= DashboardPartition.monthOf(olderThan.getActivityTime()))
            .toList();
  }

  boolean hasNext() {
    return month < months.size();
  }

  /** The next entries, `limit` at most; possibly none although more follow. */
  List<Activity> next(int limit, Deadline deadline) {
    List<Activity> entries =
        deadline.await(
            store.entries(recipientId, months.get(month), position, limit), Dependency.CASSANDRA);
    List<Activity> wanted =
        entries.stream().takeWhile(entry -> entry.getActivityTime() >= oldest).toList();
    if (!wanted.isEmpty()) {
      position = wanted.get(wanted.size() - 1);
    }
    if (wanted.size() < entries.size()) {
      month = months.size();
    } else if (entries.size() < limit) {
      month++;
    }
    return wanted;
  }

  /** The last entry that was walked over. */
  Activity position() {
    return Objects.requireNonNull(position, "no entry was walked over yet");
  }
}
