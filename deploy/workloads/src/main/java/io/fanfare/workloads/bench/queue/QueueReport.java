package io.fanfare.workloads.bench.queue;

import io.fanfare.workloads.bench.kit.Machine;
import java.util.ArrayList;
import java.util.List;

/**
 * What `fanfare bench queue` found.
 *
 * @param waits of servers with known times, by slots and load
 */
public record QueueReport(
    Machine machine, List<WaitRow> waits, FastRequests fast, RealServers real) {

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add("");
    lines.add("mean wait in the queue, ms");
    lines.add(WaitRow.head());
    waits.forEach(row -> lines.add(row.line()));
    lines.add("");
    lines.addAll(fast.lines());
    lines.add("");
    lines.addAll(real.lines());
    return lines;
  }
}
