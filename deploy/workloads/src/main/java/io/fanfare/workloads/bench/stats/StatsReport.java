package io.fanfare.workloads.bench.stats;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench stats` found.
 *
 * @param events of a round
 * @param perSecond events a second through the job, evenly over all tracks, until all are stored
 * @param hotPerSecond the same where one track has half of them
 * @param copiedPerSecond the same events from Kafka to Kafka
 * @param cells stored by the rounds
 * @param bytesACell in Cassandra's files, compacted
 * @param freshness from before an event is sent until it is shown
 */
public record StatsReport(
    Machine machine,
    long events,
    double perSecond,
    double hotPerSecond,
    double copiedPerSecond,
    long cells,
    double bytesACell,
    Latency freshness,
    Latency ofTrack,
    Latency ofOwner) {

  private static final double PERCENT = 100;

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        format(
            "%,d events: %,.0f/s through the job, %,.0f/s from Kafka to Kafka: %.0f %%",
            events, perSecond, copiedPerSecond, PERCENT * perSecond / copiedPerSecond));
    lines.add(
        format(
            "with half of them on one track: %,.0f/s, %.2f times as long",
            hotPerSecond, perSecond / hotPerSecond));
    lines.add(format("%,d cells: %.0f bytes each", cells, bytesACell));
    lines.add("");
    lines.add(Latency.head("ms"));
    lines.add(freshness.line("event until it is shown"));
    lines.add(ofTrack.line("a year of a track"));
    lines.add(ofOwner.line("a year of 20 tracks"));
    return lines;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
