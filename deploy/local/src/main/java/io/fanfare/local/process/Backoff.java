package io.fanfare.local.process;

import java.time.Duration;

/**
 * The pauses between attempts of something that fails: none before the first repetition, then twice
 * as long each time. After an attempt that lasted, the pauses start again from none.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration STEADY = Duration.ofMinutes(1);

  private Duration next = Duration.ZERO;

  /**
   * Returns the pause before the next attempt.
   *
   * @param lasted how long the last attempt lasted before it failed
   */
  public Duration nextPause(Duration lasted) {
    if (lasted.compareTo(STEADY) > 0) {
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
