package io.fanfare.api.dashboard;

import io.fanfare.schemas.dashboard.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a dashboard.
 *
 * @param entries newest first
 * @param continueAfter the stored entry after which the next page begins; null if this is the last
 */
public record DashboardPage(List<DashboardEntry> entries, @Nullable Activity continueAfter) {

  public static final DashboardPage EMPTY = new DashboardPage(List.of(), null);

  public DashboardPage {
    entries = List.copyOf(entries);
  }

  /** The first `limit` of the entries that were found; one more shows that there is a next page. */
  static DashboardPage of(List<DashboardEntry> found, int limit) {
    if (found.size() <= limit) {
      return new DashboardPage(found, null);
    }
    return new DashboardPage(found.subList(0, limit), found.get(limit - 1).activity());
  }
}
