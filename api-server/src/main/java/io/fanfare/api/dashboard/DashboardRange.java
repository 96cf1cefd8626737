package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import org.jspecify.annotations.Nullable;

/**
 * A part of a dashboard.
 *
 * @param olderThan the entry after which the range begins, in the order of the dashboard; null to
 *     begin at the newest
 * @param newerThan the activity time (µs since the epoch) before which it ends; null for the end of
 *     the dashboard
 */
public record DashboardRange(@Nullable Activity olderThan, @Nullable Long newerThan) {

  public static final DashboardRange ALL = new DashboardRange(null, null);

  /** The part of this range that follows an entry. */
  public DashboardRange after(Activity entry) {
    return new DashboardRange(entry, newerThan);
  }
}
