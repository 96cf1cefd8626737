package io.fanfare.schemas;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Microseconds since the epoch: the unit of all times and versions in the contracts. */
public final class Micros {

  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1_000;

  private Micros() {}

  /**
   * A point in time in µs since the epoch, rounded down.
   *
   * @throws ArithmeticException if it is further from the epoch than about 292,000 years
   */
  public static long of(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano() / NANOS);
  }

  /** A duration in µs, rounded towards zero; the largest or smallest `long` if it is longer. */
  public static long of(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  /** Milliseconds in µs; the largest or smallest `long` if they are more. */
  public static long ofMillis(long millis) {
    return TimeUnit.MILLISECONDS.toMicros(millis);
  }

  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Whole seconds, rounded down. */
  public static long toSeconds(long micros) {
    return Math.floorDiv(micros, PER_SECOND);
  }
}
