package io.fanfare.workloads.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.edge.EdgeBenchReport.Audited;
import io.fanfare.workloads.bench.edge.EdgeBenchReport.Hits;
import io.fanfare.workloads.bench.edge.EdgeBenchReport.Killed;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeBenchReportTest {

  private static final Latency LATENCY = new Latency(400, 12, 30, 45, 50, 60);

  @Test
  void eachPartHasItsLines() {
    assertThat(lines(report(0, 0)))
        .contains(
            "200 users with 10 tracks each, read by Zipf's law, seed 403",
            "20 changes/s 12.0 30.0 45.0 50.0 60.0 400",
            "the purger: 400 keys, 20.0 ms on average, 75.0 % within 50 ms, 100.0 % within 250 ms",
            "390 of the pages were kept before; 0 changes never came",
            "9,000/s, 80.0 % of them hits: 75 % of 12,000/s of the smallest page",
            "with kills: 1,000 reads, 95.0 % hits (the oldest 59 s old), 2 failed,"
                + " 400 missed a change, 0 for more than 5 s (at most 0.1 s)",
            "stale reads after the kill of: {kafka=0}",
            "changes: {destroyed=5, edited=80}",
            "audit: 13,000 pages, 12,000 of them out of a cache, 0 differences, 0 without an answer, in 40 s");
  }

  @Test
  void anythingOldIsAFailure() {
    assertThat(report(0, 0).clean()).isTrue();
    assertThat(report(1, 0).clean()).isFalse();
    assertThat(report(0, 1).clean()).isFalse();
  }

  private static List<String> lines(EdgeBenchReport report) {
    return report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static EdgeBenchReport report(long stale, long different) {
    Latency missed = new Latency(100, 12, 30, 45, 50, 60);
    HitLoop.Found found = new HitLoop.Found(9_000, LATENCY, missed);
    HitLoop.Found ceiling = new HitLoop.Found(12_000, LATENCY, missed);
    JudgedReads.Found reads = new JudgedReads.Found(1_000, 950, 2, stale, 59, LATENCY, LATENCY);
    return new EdgeBenchReport(
        Machine.now(),
        new EdgeWorkload(200, 10, 403),
        new EdgePlan(20, 20, 1_000, 1_000, 8),
        new PurgeTimes.Found(LATENCY, 390, 0, new PurgerLatency(400, 300, 400, 8)),
        new Hits(ceiling, found, ceiling, found),
        reads,
        new Killed(Map.of("kafka", stale), Map.of("edited", 80L, "destroyed", 5L), reads),
        reads,
        new Audited(13_000, 12_000, different, 0, 40));
  }
}
