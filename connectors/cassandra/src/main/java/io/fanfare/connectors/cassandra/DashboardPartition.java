package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.Micros;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

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

  /** Written out: asked for each entry, the one of a record took a tenth of the dashboard job. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DashboardPartition partition
        && partition.recipientId == recipientId
        && partition.month == month;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(recipientId) + month;
  }
}
