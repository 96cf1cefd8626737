package io.fanfare.workloads.bench.pushpull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Workload;
import io.fanfare.workloads.bench.pushpull.PushPullReport.Pull;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PushPullReportTest {

  private final Latency latency = new Latency(1, 1, 1, 1, 1, 1);
  private final PushPullReport report =
      new PushPullReport(
          new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
          new Workload(1_000, 403, 20_000, 1),
          Map.of("cassandra", 30.0, "taskmanager", 30.0),
          40,
          50,
          new Pull(240, latency),
          new Pull(120, latency),
          5_000);

  @Test
  void mergingCostsLessIfPagesPerPostAreFewerThanReadsPerEntry() {
    assertThat(report.breakEven(report.source())).isCloseTo(0.25, within(1e-9));
    assertThat(report.breakEven(report.cassandra())).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void theReportConvertsTheRatioToPostsAWeekAndFollowers() {
    assertThat(report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "for each post of the actor 0.25 0.50",
            "a week, at 70 posts a week 17.50 35.00",
            "1,000,000 60.00 200.0");
  }
}
