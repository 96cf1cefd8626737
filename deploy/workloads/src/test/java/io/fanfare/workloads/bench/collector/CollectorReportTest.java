package io.fanfare.workloads.bench.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.collector.CollectorReport.BesidePosts;
import io.fanfare.workloads.bench.collector.CollectorReport.Reading;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import org.junit.jupiter.api.Test;

class CollectorReportTest {

  @Test
  void ratiosUseTheCeilingOfTheSameRun() {
    Latency latency = latency(40);
    CollectorReport report =
        new CollectorReport(
            new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
            new CollectorWorkload(100_000, 20_000, 500, 200, 20, 1),
            4_000,
            80_000,
            3_000,
            stages(100),
            new BesidePosts(1_480, stages(250)),
            stages(120),
            new Reading(latency, latency, latency, latency, latency));
    assertThat(report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "entries/s onto one dashboard: 3,000, 75 % of raw single inserts of the same rows"
                + " (4,000; in batches of one recipient 80,000)",
            "beside 1,480 of those entries/s 62.5 125.0 250.0 250.0 250.0 4,000",
            "p99 beside those entries: 2.5 times the idle one");
  }

  private static Stages stages(double p99) {
    return new Stages(latency(p99), latency(p99), latency(p99));
  }

  private static Latency latency(double p99) {
    return new Latency(4_000, p99 / 4, p99 / 2, p99, p99, p99);
  }
}
