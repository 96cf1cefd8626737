package io.fanfare.workloads.soak;

import java.util.List;
import java.util.Locale;

/**
 * The result of a soak.
 *
 * @param dashboards number of dashboards of all histories, audited again at the end
 * @param different rows of all views that differ from the source, or from the event log, then
 * @param clean whether no audit found anything
 */
public record SoakReport(
    List<SeedReport> seeds,
    long dashboards,
    long different,
    long unreclaimed,
    double seconds,
    boolean clean) {

  public String line() {
    long failed = seeds.stream().filter(seed -> !seed.clean()).count();
    int kills =
        seeds.stream()
            .flatMap(seed -> seed.killed().values().stream())
            .mapToInt(Integer::intValue)
            .sum();
    return String.format(
        Locale.ROOT,
        "%,d seeds, %,d operations, %,d kills in %.0f s; at the end %,d dashboards, %,d"
            + " differences, %,d unreclaimed: %s",
        seeds.size(),
        seeds.stream().mapToLong(SeedReport::operations).sum(),
        kills,
        seconds,
        dashboards,
        different,
        unreclaimed,
        clean ? "the views match the rows" : failure(failed));
  }

  private static String failure(long seeds) {
    return seeds > 0 ? seeds + " seeds FAILED" : "FAILED at the end";
  }
}
