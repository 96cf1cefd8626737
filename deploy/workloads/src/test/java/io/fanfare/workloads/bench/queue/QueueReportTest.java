package io.fanfare.workloads.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueReportTest {

  @Test
  void everyFigureIsARatioOfTheSameRun() {
    QueueReport report =
        new QueueReport(
            new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
            List.of(new WaitRow(4, "even", 0.7, 12.1, 0.33, 4, 4.4, 4.2)),
            new FastRequests(
                latency(100),
                latency(120),
                latency(110),
                latency(460),
                latency(2_000),
                latency(150),
                latency(3),
                32),
            new RealServers(latency(4), latency(5), 2_000, latency(8), 1_200, 2, 0, latency(20)));
    assertThat(report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "4 even 70 % 12.10 0.33 4.00 4.20 105 % 4.40 95 %",
            "p99 beside slow ones: 1.20 times idle, in an ideal queue 1.10; in turn to private"
                + " queues 4.6 and 20.0",
            "p99 of what is accepted at 2x overload: 1.50 times idle, with a queue of 32; 50 %"
                + " refused",
            "rolling restart: 1,200 requests, 2 refused (503), 0 other errors");
  }

  private static Latency latency(double p99) {
    return new Latency(4_000, p99 / 4, p99 / 2, p99, p99, p99);
  }
}
