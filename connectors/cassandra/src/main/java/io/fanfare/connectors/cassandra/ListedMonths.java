package io.fanfare.connectors.cassandra;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.FanOutChunk;
import java.util.LinkedHashSet;
import java.util.Set;

/** The months that were listed before, so that not every entry lists its month again. */
final class ListedMonths {

  private static final int REMEMBERED_PARTITIONS = 200_000;

  /** Forgetting one costs a repeated write. */
  private final Cache<DashboardPartition, Boolean> listed =
      Caffeine.newBuilder().maximumSize(REMEMBERED_PARTITIONS).build();

  /**
   * The months that are to be listed before the chunk is written. What mends a dashboard lists all
   * of them: somebody who remembers that a month was listed does not know whether the store still
   * has it.
   */
  Set<DashboardPartition> due(FanOutChunk chunk) {
    boolean mends = chunk.getCause() == Cause.REPAIR || chunk.getCause() == Cause.REBUILD;
    Set<DashboardPartition> due = new LinkedHashSet<>();
    for (Activity activity : chunk.getActivities()) {
      for (long recipient : chunk.getRecipients()) {
        DashboardPartition partition = DashboardPartition.of(recipient, activity.getActivityTime());
        if (mends || listed.getIfPresent(partition) == null) {
          due.add(partition);
        }
      }
    }
    return due;
  }

  /** Remembers months whose row is durable. */
  void add(Set<DashboardPartition> months) {
    months.forEach(month -> listed.put(month, true));
  }
}
