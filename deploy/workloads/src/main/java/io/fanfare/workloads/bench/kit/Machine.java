package io.fanfare.workloads.bench.kit;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * What a run was measured on.
 *
 * @param loadAverage of the minute before it: what else ran
 */
public record Machine(String date, int processors, double loadAverage, String java) {

  public static Machine now() {
    return new Machine(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version().toString());
  }

  public List<String> lines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s, %d processors, Java %s, load average before %.1f",
            date,
            processors,
            java,
            loadAverage));
  }
}
