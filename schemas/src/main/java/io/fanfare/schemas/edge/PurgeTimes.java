package io.fanfare.schemas.edge;

import java.time.Duration;
import java.util.List;

/**
 * How long after the first purge of a key the purger repeats it. What waits until no cache can hold
 * an old answer relies on these times, too.
 */
public final class PurgeTimes {

  /**
   * How long the way of a change may be, from the source's commit to a server that has purged its
   * own rows.
   */
  public static final Duration SLACK = Duration.ofSeconds(2);

  /**
   * By then, each API server whose answers are kept has dropped the row twice: it is 2 s behind at
   * most, and drops it again a second later, since a row may be visible later than its change.
   */
  public static final Duration SOON = Duration.ofMillis(3_500);

  /**
   * When keys are purged again before the last time. An API server that keeps up has dropped the
   * row for the first time before the first of them, and for the second time before the second one:
   * what it answered meanwhile, a cache holds until then and no longer.
   */
  public static final List<Duration> AGAIN =
      List.of(Duration.ofMillis(200), Duration.ofMillis(1_200), SOON);

  private PurgeTimes() {}

  /**
   * The last purge, after which each fetch is over that began before the first.
   *
   * @param fetch the longest time that a fetch of a Varnish may take
   */
  public static Duration last(Duration fetch) {
    return SLACK.plus(fetch);
  }
}
