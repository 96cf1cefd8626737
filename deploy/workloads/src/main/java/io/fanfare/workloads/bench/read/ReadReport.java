package io.fanfare.workloads.bench.read;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench read` found.
 *
 * @param limit items of a page
 */
public record ReadReport(
    Machine machine,
    Workload workload,
    int limit,
    double pagesPerSecond,
    Latency idle,
    double entriesPerSecond,
    Latency underLoad) {

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.addAll(workload.lines());
    lines.add("");
    lines.add(Latency.head(String.format(Locale.ROOT, "page of %d, ms", limit)));
    lines.add(idle.line("idle"));
    lines.add(
        underLoad.line(String.format(Locale.ROOT, "beside %,.0f entries/s", entriesPerSecond)));
    lines.add(String.format(Locale.ROOT, "  %.0f pages/s asked for", pagesPerSecond));
    return lines;
  }
}
