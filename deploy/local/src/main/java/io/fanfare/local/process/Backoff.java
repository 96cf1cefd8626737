package io.fanfare.local.process;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: not at all the first time, then
 * twice as long each time. What held for a while starts over.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(1);

  private Duration next = Duration.ZERO;

  /**
   * The pause before the next try.
   *
   * @param held how long the last try held before it failed
   */
  public Duration after(Duration held) {
    if (held.compareTo(STEADY) > 0) {
      next = Duration.ZERO;
    }
    Duration pause = next;
    next = pause.isZero() ? FIRST : pause.multipliedBy(2);
    if (next.compareTo(LONGEST) > 0) {
      next = LONGEST;
    }
    return pause;
  }
}
