package io.fanfare.workloads.bench.edge;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of `fanfare bench edge`.
 *
 * @param purges from a change to what the edge serves
 * @param dead reads while the purger is stopped
 * @param killed reads while servers are killed
 * @param filled reads after that, when all servers are there
 */
public record EdgeBenchReport(
    Machine machine,
    EdgeWorkload workload,
    EdgePlan plan,
    PurgeTimes.Found purges,
    Hits hits,
    JudgedReads.Found dead,
    Killed killed,
    JudgedReads.Found filled,
    Audited audit) {

  private static final double PERCENT = 100;
  private static final double MILLIS = 1_000;

  /**
   * Reads as fast as they are answered.
   *
   * @param varnishCeiling one page that is as small as a page can be
   */
  record Hits(
      HitLoop.Found varnishCeiling,
      HitLoop.Found varnish,
      HitLoop.Found nginxCeiling,
      HitLoop.Found nginx) {}

  /**
   * Reads while servers are killed.
   *
   * @param stale how many reads were stale after the kill of each server, in their order
   * @param changes by kind
   */
  record Killed(Map<String, Long> stale, Map<String, Long> changes, JudgedReads.Found reads) {}

  /** The audit of the edge at the end. */
  record Audited(long pages, long hits, long different, long unsettled, double seconds) {}

  /** Whether nothing was older than it may be. Where hardly anything is answered, nobody knows. */
  public boolean clean() {
    return dead.stale() == 0
        && killed.reads().stale() == 0
        && filled.stale() == 0
        && isAnswered(dead)
        && isAnswered(killed.reads())
        && isAnswered(filled)
        && audit.different() == 0
        && audit.unsettled() == 0;
  }

  private static boolean isAnswered(JudgedReads.Found found) {
    return 2 * found.failed() < found.reads();
  }

  /** The report as lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(machine.lines());
    lines.addAll(workload.lines());
    lines.add("");
    lines.add(Latency.head("commit to edge, ms"));
    lines.add(purges.toEdge().line(format("%.0f changes/s", plan.changesPerSecond())));
    lines.add(purges.purger().line());
    lines.add(
        format(
            "  %,d of the pages were kept before; %,d changes never came",
            purges.kept(), purges.unanswered()));
    lines.add("");
    lines.add(Latency.head(format("hits by Zipf, %d connections, ms", plan.connections())));
    describe("Varnish", hits.varnish(), hits.varnishCeiling(), lines);
    describe("nginx and Varnish", hits.nginx(), hits.nginxCeiling(), lines);
    lines.add("");
    lines.add(Latency.head("what answers missed, ms"));
    lines.add(dead.missed().line("without the purger"));
    lines.add(killed.reads().missed().line("with kills"));
    describe("without the purger", dead, lines);
    describe("with kills", killed.reads(), lines);
    lines.add("  stale reads after the kill of: " + killed.stale());
    lines.add("  changes: " + new TreeMap<>(killed.changes()));
    describe("after the kills", filled, lines);
    lines.add("");
    lines.add(
        format(
            "audit: %,d pages, %,d of them out of a cache, %,d differences, %,d without an answer,"
                + " in %.0f s",
            audit.pages(), audit.hits(), audit.different(), audit.unsettled(), audit.seconds()));
    return lines;
  }

  private static void describe(
      String what, HitLoop.Found found, HitLoop.Found ceiling, List<String> lines) {
    lines.add(found.hits().line(what));
    lines.add(found.misses().line("  misses"));
    lines.add(ceiling.hits().line("  the smallest page alone"));
    lines.add(
        format(
            "  %,.0f/s, %.1f %% of them hits: %.0f %% of %,.0f/s of the smallest page",
            found.readsPerSecond(),
            found.hitPercent(),
            PERCENT * found.readsPerSecond() / ceiling.readsPerSecond(),
            ceiling.readsPerSecond()));
  }

  private static void describe(String what, JudgedReads.Found found, List<String> lines) {
    lines.add(
        format(
            "  %s: %,d reads, %.1f %% hits (the oldest %d s old), %,d failed,"
                + " %,d missed a change, %,d for more than %d s (at most %.1f s)",
            what,
            found.reads(),
            PERCENT * found.hits() / Math.max(1, found.reads()),
            found.oldestHitSeconds(),
            found.failed(),
            found.missed().count(),
            found.stale(),
            JudgedReads.MOST_MISSED.toSeconds(),
            found.missed().max() / MILLIS));
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
