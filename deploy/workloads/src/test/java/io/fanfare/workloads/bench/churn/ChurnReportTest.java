package io.fanfare.workloads.bench.churn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.churn.ChurnReport.Audited;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChurnReportTest {

  private static final Audited NOTHING = new Audited(9_498, 600_000, 0, 0, 60);

  @Test
  void killsAreListedAndEachRateUsesItsOwnTime() {
    assertThat(lines(report(Map.of("mariadb", 1, "kafka", 2), 0, NOTHING)))
        .contains(
            "9,498 users with 306,276 follows of 9,498 artists (edges.csv.gz, mutual, at most 4,259"
                + " an artist), seed 403",
            "100,000 operations in 200.0 s: 500 operations/s",
            "{follow=60000, post=40000}",
            "killed kafka ×2, mariadb",
            "The views have passed the last of them 50.0 s after its commit.",
            "500,000 entries delivered and 25,000 withdrawn: 2,000/s and 100/s",
            "audit: 9,498 dashboards with 600,000 entries, 0 differences, 0 unreclaimed, in 60 s");
  }

  @Test
  void withoutKillsTheReportHasNoLineOfKills() {
    assertThat(lines(report(Map.of(), 0, NOTHING))).noneMatch(line -> line.contains("killed"));
  }

  @Test
  void anyDifferenceAndAnyMissingEventIsAFailure() {
    assertThat(report(Map.of(), 0, NOTHING).clean()).isTrue();
    assertThat(report(Map.of(), 0, new Audited(1, 1, 1, 0, 1)).clean()).isFalse();
    assertThat(report(Map.of(), 0, new Audited(1, 1, 0, 1, 1)).clean()).isFalse();
    assertThat(report(Map.of(), 3, NOTHING).clean()).isFalse();
    assertThat(lines(report(Map.of(), 3, NOTHING)))
        .contains("3 of their entries have no completion event: this must never happen.");
  }

  private static List<String> lines(ChurnReport report) {
    return report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static ChurnReport report(Map<String, Integer> killed, long uncompleted, Audited audit) {
    Latency latency = new Latency(4_000, 100, 200, 400, 400, 400);
    return new ChurnReport(
        new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
        new EdgeWorkload("edges.csv.gz", true, 9_498, 9_498, 306_276, 4_259, 403),
        Map.of("follow", 60_000L, "post", 40_000L),
        killed,
        200,
        50,
        500_000,
        25_000,
        400,
        new Stages(latency, latency, latency),
        uncompleted,
        audit);
  }
}
