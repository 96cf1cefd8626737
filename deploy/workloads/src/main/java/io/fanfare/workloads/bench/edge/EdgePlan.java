package io.fanfare.workloads.bench.edge;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param seconds of each part but the last
 * @param changesPerSecond rows that are changed meanwhile
 * @param readsPerSecond of the parts with changes
 * @param reads of the last part, in which servers are killed
 * @param connections of the clients that read as fast as they can
 */
public record EdgePlan(
    int seconds, double changesPerSecond, double readsPerSecond, long reads, int connections) {

  Duration length() {
    return Duration.ofSeconds(seconds);
  }
}
