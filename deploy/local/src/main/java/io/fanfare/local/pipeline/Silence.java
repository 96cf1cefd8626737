package io.fanfare.local.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices when the capture is silent for too long, although all of it claims to run. Each remedy
 * that brings no sign of life doubles the time until the next one: a slow start is no silence.
 */
final class Silence {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(16);

  private final LongSupplier nanos;
  private Duration limit = SHORTEST;
  private long since;

  /**
   * @param nanos a clock that never goes back, in ns
   */
  Silence(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** The capture has given a sign of life. */
  void end() {
    limit = SHORTEST;
    excuse();
  }

  /** No sign of life can be expected right now. */
  void excuse() {
    since = nanos.getAsLong();
  }

  /** Whether it is time for a remedy; if so, the next one is due after twice the time. */
  boolean isTooLong() {
    if (nanos.getAsLong() - since < limit.toNanos()) {
      return false;
    }
    limit = limit.compareTo(LONGEST) < 0 ? limit.multipliedBy(2) : LONGEST;
    excuse();
    return true;
  }
}
