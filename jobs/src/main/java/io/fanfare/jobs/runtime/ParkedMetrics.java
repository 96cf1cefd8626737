package io.fanfare.jobs.runtime;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What one subtask reports about its parked work, and the markers that wait for that. */
final class ParkedMetrics {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NONE = 0;

  /** When each marker came, by its version, in ns of this process. */
  private final Map<Long, Long> arrivals = new TreeMap<>();

  // Written by the operator's thread, and read by that of a reporter.
  private volatile int keys;
  private volatile int markers;
  private volatile long oldest = NONE;

  ParkedMetrics(JobMetrics metrics) {
    metrics.gauge(JobMetric.PARKED_KEYS, () -> keys);
    metrics.gauge(JobMetric.HELD_MARKERS, () -> markers);
    metrics.gauge(JobMetric.HELD_MARKER_AGE, this::ageMillis);
  }

  /** Called after each element, so it costs next to nothing while no marker waits. */
  void note(int parkedKeys, Collection<Long> heldVersions) {
    if (keys != parkedKeys) {
      keys = parkedKeys;
    }
    if (arrivals.isEmpty() && heldVersions.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    arrivals.keySet().retainAll(heldVersions);
    heldVersions.forEach(version -> arrivals.putIfAbsent(version, now));
    oldest = arrivals.isEmpty() ? NONE : Collections.min(arrivals.values());
    markers = arrivals.size();
  }

  private long ageMillis() {
    long since = oldest;
    return since == NONE ? 0 : (System.nanoTime() - since) / NANOS_PER_MILLI;
  }
}
