package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.Micros;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * One recipient's month: the partition of dashboard entries.
 *
 * @param month of the activity time, in UTC, such as 202611
 */
public record DashboardPartition(long recipientId, int month) {

  /**
   * @param activityTime µs since the epoch
   */
  public static DashboardPartition of(long recipientId, long activityTime) {
    return new DashboardPartition(recipientId, monthOf(activityTime));
  }

  /**
   * @param activityTime µs since the epoch
   */
  public static int monthOf(long activityTime) {
    ZonedDateTime time = Micros.toInstant(activityTime).atZone(ZoneOffset.UTC);
    return time.getYear() * 100 + time.getMonthValue();
  }
}
