package io.fanfare.workloads.bench.search;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench search-index` found.
 *
 * @param documents in the indices
 * @param perSecond documents a second through the job, from the first to the last
 * @param rawPerSecond of the same documents in raw bulk requests
 */
public record SearchIndexReport(
    Machine machine,
    long documents,
    double perSecond,
    double rawPerSecond,
    Latency freshness,
    Latency searches,
    Latency searchesBeside) {

  private static final double PERCENT = 100;

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d documents: %,.0f/s through the job, %,.0f/s in raw bulk requests: %.0f %%",
            documents,
            perSecond,
            rawPerSecond,
            PERCENT * perSecond / rawPerSecond));
    lines.add("");
    lines.add(Latency.head("ms; the index is refreshed once a second"));
    lines.add(freshness.line("commit until it is found"));
    lines.add(searches.line("searches alone"));
    lines.add(searchesBeside.line("searches beside indexing"));
    return lines;
  }
}
