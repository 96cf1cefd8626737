package io.fanfare.connectors.cassandra;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.util.LinkedHashSet;
import java.util.Set;

/** Remembers listed months, so that not every entry lists its month again. */
final class ListedMonths {

  private static final int REMEMBERED_PARTITIONS = 200_000;

  /** An evicted month only costs a repeated write. */
  private final Cache<DashboardPartition, Boolean> listed =
      Caffeine.newBuilder().maximumSize(REMEMBERED_PARTITIONS).build();

  /**
   * The months to list before the chunk is written. A repair or rebuild lists all of them, because
   * the store may have lost a month that was listed before.
   */
  Set<DashboardPartition> due(FanOutChunk chunk) {
    boolean repairs = chunk.getCause() == Cause.REPAIR || chunk.getCause() == Cause.REBUILD;
    Set<DashboardPartition> due = new LinkedHashSet<>();
    for (Activity activity : chunk.getActivities()) {
      int month = DashboardPartition.monthOf(activity.getActivityTime());
      for (long recipient : chunk.getRecipients()) {
        DashboardPartition partition = new DashboardPartition(recipient, month);
        if (repairs || listed.getIfPresent(partition) == null) {
          due.add(partition);
        }
      }
    }
    return due;
  }

  void clear() {
    listed.invalidateAll();
  }

  /** Remembers months; their rows must be durable. */
  void add(Set<DashboardPartition> months) {
    months.forEach(month -> listed.put(month, true));
  }
}
