package io.fanfare.workloads.bench.search;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What `fanfare bench search-names` found.
 *
 * @param passedOver names that are blank, or longer than what may be searched for
 */
public record SearchNamesReport(
    Machine machine, int names, long passedOver, List<FoundNames> found) {

  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d names, each a user's and a track's; %,d passed over (blank, or more than 200"
                + " characters)",
            names,
            passedOver));
    lines.add("");
    lines.add(FoundNames.head());
    found.forEach(way -> lines.add(way.line()));
    lines.add("");
    lines.add(Latency.head("search over HTTP, 4 at once, ms"));
    found.forEach(way -> lines.add(way.latency().line(way.what())));
    return lines;
  }
}
