package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.time.Duration;

/**
 * How long the store keeps an entry. Only reclaims space: the reader cuts at the retention by
 * itself, so the store keeps each entry a little longer than it is shown.
 */
final class TimeToLive {

  /** For clocks that differ between machines. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** What the store takes at most. */
  private static final long MOST_SECONDS = 20L * 365 * 24 * 60 * 60;

  /**
   * 2038-01-19: a store that writes files as Cassandra 4 does, which is its default, rejects what
   * expires later, and all that is written with it.
   */
  private static final long LAST_EXPIRY = Integer.MAX_VALUE - 1L;

  private TimeToLive() {}

  /**
   * Seconds to live from now; 0 for no end, where it is more than the store can express; negative
   * for an entry that is out already and is not to be written.
   *
   * @param activityTime µs since the epoch
   * @param now µs since the epoch
   */
  static int seconds(long activityTime, long now) {
    long age = Micros.toSeconds(now - activityTime);
    long seconds = DashboardRule.RETENTION.plus(MARGIN).toSeconds() - age;
    if (seconds > MOST_SECONDS || Micros.toSeconds(now) + seconds >= LAST_EXPIRY) {
      return 0;
    }
    return seconds > 0 ? (int) seconds : -1;
  }
}
