package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a dashboard.
 *
 * @param olderThan the entry after which the range begins, in the order of the dashboard; null to
 *     begin at the newest
 * @param newerThan the activity time (µs since the epoch) before which it ends; null for the end of
 *     the dashboard
 * @param late stored entries of that time or earlier that belong to it nevertheless
 */
public record DashboardRange(
    @Nullable Activity olderThan, @Nullable Long newerThan, List<Activity> late) {

  /** The order of a dashboard: ties by descending key. */
  public static final Comparator<Activity> NEWEST_FIRST =
      Comparator.comparingLong(Activity::getActivityTime)
          .thenComparing(Activity::getKind)
          .thenComparingLong(Activity::getActorId)
          .thenComparingLong(Activity::getObjectId)
          .reversed();

  public static final DashboardRange ALL = new DashboardRange(null, null, List.of());

  /** The part of this range that follows an entry. */
  public DashboardRange after(Activity entry) {
    return new DashboardRange(entry, newerThan, late);
  }
}
