package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.DashboardRule;
import java.time.Duration;

/**
 * How long Cassandra keeps an entry. This only reclaims space: the reader applies the retention
 * itself, so Cassandra keeps each entry a little longer than it is shown.
 */
final class TimeToLive {

  /** Allows for clocks that differ between machines. */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** The longest time to live that Cassandra accepts. */
  private static final long MOST_SECONDS = 20L * 365 * 24 * 60 * 60;

  /**
   * 2038-01-19. With the file format of Cassandra 4, which is the default, Cassandra rejects rows
   * that expire later, and the whole batch with them.
   */
  private static final long LAST_EXPIRY = Integer.MAX_VALUE - 1L;

  private TimeToLive() {}

  /**
   * Seconds to live from now. 0 means no expiry, if Cassandra cannot express the time. A negative
   * number means that the entry has expired and must not be written.
   *
   * @param activityTime µs since the epoch
   * @param now µs since the epoch
   */
  static int seconds(long activityTime, long now) {
    // Each in seconds first: any time may arrive, and the difference of two may exceed 64 bits.
    long age = Micros.toSeconds(now) - Micros.toSeconds(activityTime);
    long seconds = DashboardRule.RETENTION.plus(MARGIN).toSeconds() - age;
    if (seconds > MOST_SECONDS || Micros.toSeconds(now) + seconds >= LAST_EXPIRY) {
      return 0;
    }
    return seconds > 0 ? (int) seconds : -1;
  }
}
