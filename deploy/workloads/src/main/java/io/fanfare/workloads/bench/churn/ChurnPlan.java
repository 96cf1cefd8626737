package io.fanfare.workloads.bench.churn;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long a network is changed, with which load and faults meanwhile.
 *
 * @param operations number of operations; null for as many as the source accepts in the time
 * @param length that time
 * @param kills number of servers to kill, each after a random operation
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
  boolean continues(int done, long began) {
    return operations == null ? System.nanoTime() - began < length.toNanos() : done < operations;
  }

  String describe() {
    return operations == null
        ? "changing rows for %d s".formatted(length.toSeconds())
        : String.format(Locale.ROOT, "%,d operations, %d kills", operations, kills);
  }
}
