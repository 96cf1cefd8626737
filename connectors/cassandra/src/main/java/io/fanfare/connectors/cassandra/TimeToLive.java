package io.fanfare.connectors.cassandra;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.StatsRetention;
import java.time.Duration;

/**
 * How long Cassandra keeps rows. This only reclaims space: the readers apply the retention
 * themselves, so Cassandra keeps each row a little longer than it is shown.
 */
public final class TimeToLive {

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
   * Seconds to live of a dashboard entry. 0 means no expiry, if Cassandra cannot express the time.
   * A negative number means that the entry has expired and must not be written.
   *
   * @param activityTime µs since the epoch
   * @param now µs since the epoch
   */
  public static int seconds(long activityTime, long now) {
    // Each in seconds first: any time may arrive, and the difference of two may exceed 64 bits.
    long age = Micros.toSeconds(now) - Micros.toSeconds(activityTime);
    long seconds = DashboardRule.RETENTION.plus(MARGIN).toSeconds() - age;
    return seconds > 0 ? expressed(seconds, now) : -1;
  }

  /**
   * Seconds to live of a cell of stats. 0 means no expiry, also if Cassandra cannot express it.
   *
   * @param now µs since the epoch
   */
  static int ofCell(CellKey key, long now) {
    long seconds =
        StatsRetention.timeToLive(key.getGranularity(), key.getBucket(), Micros.toSeconds(now));
    return expressed(seconds, now);
  }

  private static int expressed(long seconds, long now) {
    boolean isTooLong = seconds > MOST_SECONDS || Micros.toSeconds(now) + seconds >= LAST_EXPIRY;
    return isTooLong ? 0 : (int) seconds;
  }
}
