package io.fanfare.workloads.bench.churn;

import io.fanfare.workloads.bench.kit.ChurnWorkload;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import io.fanfare.workloads.faults.Disturbances;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of `fanfare bench churn`.
 *
 * @param operations by kind
 * @param killed how often each server was killed meanwhile, by name
 * @param writingSeconds until the last operation was committed
 * @param passedSeconds from then until every effect of all of them was durable
 * @param delivered entries that were written, those of the trickle included; what is done again
 *     after a kill counts again
 * @param withdrawn entries that were removed, counted alike
 * @param posts of artists to whom nothing else happened meanwhile
 * @param trickle latency of their entries
 * @param uncompleted entries of theirs without a completion event, which must never be
 */
public record ChurnReport(
    Machine machine,
    ChurnWorkload workload,
    Map<String, Long> operations,
    Map<String, Integer> killed,
    double writingSeconds,
    double passedSeconds,
    long delivered,
    long withdrawn,
    int posts,
    Stages trickle,
    long uncompleted,
    Audited audit) {

  /**
   * The result of the audit at the end.
   *
   * @param entries that the dashboards show by the source
   * @param different rows of dashboards and closeness
   */
  record Audited(long dashboards, long entries, long different, long unreclaimed, double seconds) {
    public boolean clean() {
      return different == 0 && unreclaimed == 0;
    }
  }

  /** Whether the views are right and every entry of the posts has its completion event. */
  public boolean clean() {
    return audit.clean() && uncompleted == 0;
  }

  /** The report as lines of text. */
  public List<String> lines() {
    long all = operations.values().stream().mapToLong(Long::longValue).sum();
    double seconds = writingSeconds + passedSeconds;
    List<String> lines = new ArrayList<>(machine.lines());
    lines.addAll(workload.lines());
    lines.add("");
    lines.add(
        format(
            "%,d operations in %.1f s: %,.0f operations/s",
            all, writingSeconds, all / writingSeconds));
    lines.add("  " + new TreeMap<>(operations));
    if (!killed.isEmpty()) {
      lines.add("  " + Disturbances.describe(killed));
    }
    lines.add(
        format("The views have passed the last of them %.1f s after its commit.", passedSeconds));
    lines.add(
        format(
            "%,d entries delivered and %,d withdrawn: %,.0f/s and %,.0f/s",
            delivered, withdrawn, delivered / seconds, withdrawn / seconds));
    lines.add("");
    lines.add(Latency.head("commit to dashboard, ms"));
    lines.addAll(trickle.lines("%d posts meanwhile".formatted(posts)));
    if (uncompleted > 0) {
      lines.add(
          format(
              "  %,d of their entries have no completion event: this must never happen.",
              uncompleted));
    }
    lines.add("");
    lines.add(
        format(
            "audit: %,d dashboards with %,d entries, %,d differences, %,d unreclaimed, in %.0f s",
            audit.dashboards(),
            audit.entries(),
            audit.different(),
            audit.unreclaimed(),
            audit.seconds()));
    return lines;
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
