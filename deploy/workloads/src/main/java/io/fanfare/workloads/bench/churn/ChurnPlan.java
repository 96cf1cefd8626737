package io.fanfare.workloads.bench.churn;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long a network is changed, and what goes on meanwhile.
 *
 * @param operations how many there are; null for as many as the source takes in the time
 * @param length that time
 * @param kills servers that are killed behind random ones of so many operations
 * @param postsPerSecond of the trickle
 */
public record ChurnPlan(
    @Nullable Integer operations, Duration length, int kills, double postsPerSecond) {

  /**
   * Whether another operation follows.
   *
   * @param done those that are behind
   * @param began when the first was due, by `System.nanoTime`
   */
  boolean goesOn(int done, long began) {
    return operations == null ? System.nanoTime() - began < length.toNanos() : done < operations;
  }

  String said() {
    return operations == null
        ? "changing rows for %d s".formatted(length.toSeconds())
        : String.format(Locale.ROOT, "%,d operations, %d kills", operations, kills);
  }
}
