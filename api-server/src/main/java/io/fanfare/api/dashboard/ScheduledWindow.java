package io.fanfare.api.dashboard;

import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.Activity;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The stored entries whose time lies in a short window, shown or not.
 *
 * @param entries newest first
 * @param isComplete whether these are all; otherwise they are the newest
 */
public record ScheduledWindow(List<Activity> entries, boolean isComplete) {

  /**
   * A window of time within one month, µs since the epoch: one read of one partition.
   *
   * @param after the time after which it begins
   * @param until its last time
   */
  public record Bounds(long after, long until) {

    /** The window from a time until another one, or until the end of its month. */
    public static Bounds of(long after, long until) {
      ZonedDateTime first = Micros.toInstant(after + 1).atZone(ZoneOffset.UTC);
      ZonedDateTime nextMonth = first.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      return new Bounds(after, Math.min(until, Micros.of(nextMonth.toInstant()) - 1));
    }
  }

  static CompletionStage<ScheduledWindow> read(
      DashboardStore store, long recipientId, Bounds bounds, int most) {
    int month = DashboardPartition.monthOf(bounds.until());
    return store
        .entries(recipientId, month, DashboardWalk.behind(bounds.until()), most + 1)
        .thenApply(newest -> of(newest, bounds, most));
  }

  private static ScheduledWindow of(List<Activity> newest, Bounds bounds, int most) {
    List<Activity> within =
        newest.stream().takeWhile(entry -> entry.getActivityTime() > bounds.after()).toList();
    return new ScheduledWindow(
        within.subList(0, Math.min(most, within.size())), within.size() <= most);
  }
}
