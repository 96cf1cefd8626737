package io.fanfare.api.dashboard;

import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.schemas.dashboard.Activity;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One recipient's stored entries in the order of the table; the recipient's id is ignored. */
public final class InMemoryDashboards implements DashboardStore {

  /** The table's order: newest first, ties by descending key. */
  public static final Comparator<Activity> ORDER =
      Comparator.comparingLong(Activity::getActivityTime)
          .thenComparing(Activity::getKind)
          .thenComparingLong(Activity::getActorId)
          .thenComparingLong(Activity::getObjectId)
          .reversed();

  private final NavigableSet<Activity> entries = new TreeSet<>(ORDER);
  private int entriesRead;

  public synchronized void put(Activity activity) {
    entries.add(activity);
  }

  public synchronized void remove(Activity activity) {
    entries.remove(activity);
  }

  synchronized int entriesRead() {
    return entriesRead;
  }

  @Override
  public synchronized CompletionStage<List<Integer>> months(
      long recipientId, int oldest, int newest) {
    return CompletableFuture.completedFuture(
        entries.stream()
            .map(InMemoryDashboards::month)
            .filter(month -> month >= oldest && month <= newest)
            .distinct()
            .toList());
  }

  @Override
  public synchronized CompletionStage<List<Activity>> entries(
      long recipientId, int month, @Nullable Activity olderThan, int limit) {
    NavigableSet<Activity> rest = olderThan == null ? entries : entries.tailSet(olderThan, false);
    List<Activity> page =
        rest.stream().filter(entry -> month(entry) == month).limit(limit).toList();
    entriesRead += page.size();
    return CompletableFuture.completedFuture(page);
  }

  private static int month(Activity entry) {
    return DashboardPartition.monthOf(entry.getActivityTime());
  }
}
