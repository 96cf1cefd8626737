package io.fanfare.jobs.runtime;

import io.fanfare.schemas.Micros;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a broker's clock is ahead of this machine's, once a minute at most. */
final class BrokerClock {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerClock.class);
  private static final long MINUTE = Micros.of(Duration.ofMinutes(1));

  private long loggedAt;

  /**
   * @param appendedAt µs since the epoch, by the broker's clock
   * @param now µs since the epoch, by this machine's clock
   */
  void check(long appendedAt, long now) {
    if (appendedAt - now > MINUTE && now >= loggedAt + MINUTE) {
      loggedAt = now;
      LOG.warn(
          "A record was appended at {} by the clock of Kafka's broker, but it is {} by this"
              + " machine's clock: synchronize both. Nothing is lost; some entries are kept longer.",
          Micros.toInstant(appendedAt),
          Micros.toInstant(now));
    }
  }
}
