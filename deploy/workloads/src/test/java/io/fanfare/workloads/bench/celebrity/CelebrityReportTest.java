package io.fanfare.workloads.bench.celebrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.workloads.bench.celebrity.CelebrityReport.FanOut;
import io.fanfare.workloads.bench.celebrity.CelebrityReport.Moment;
import io.fanfare.workloads.bench.kit.Checkpoints.Checkpoint;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import java.util.List;
import org.junit.jupiter.api.Test;

class CelebrityReportTest {

  private static final Checkpoint FAST = new Checkpoint("fan-out", 1, 300, 1_000, true);
  private static final Checkpoint SLOW = new Checkpoint("fan-out", 2, 2_500, 1_000, true);
  private static final Checkpoint FAILED = new Checkpoint("dashboard-batch", 1, 100, 0, false);

  private final CelebrityReport report =
      new CelebrityReport(
          new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
          1_000_000,
          20,
          200,
          2.14,
          5_000,
          40_000,
          stages(50),
          fanOut(stages(100)),
          fanOut(stages(150)),
          216);

  @Test
  void latencyDuringTheFanOutIsComparedWithIdleLatencyOfTheSameRun() {
    assertThat(lines())
        .contains(
            "p99 beside the large fan-out: 2.0 times the idle one; beside its removal: 3.0 times",
            "the post: 1,000,000 entries in 200.0 s, 5,000 rows/s (the batch lane's share: 5,000;"
                + " raw batches alone: 40,000)");
  }

  @Test
  void slowestAndFailedCheckpointsAreReported() {
    assertThat(lines())
        .contains("slowest checkpoint, s: dashboard-batch 0.1, fan-out 2.5; 1 failed");
  }

  @Test
  void theJsonHasTheWholeReport() {
    JsonNode json = new ObjectMapper().valueToTree(report);
    assertThat(json.at("/post/small/total/count").asLong()).isEqualTo(4_000);
    assertThat(json.at("/post/timeline/0/checkpoints/1/millis").asLong()).isEqualTo(2_500);
    assertThat(json.at("/bytesAnEdge").asDouble()).isEqualTo(2.14);
  }

  private List<String> lines() {
    return report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static FanOut fanOut(Stages small) {
    List<Checkpoint> checkpoints = List.of(FAST, SLOW, FAILED);
    Moment moment = new Moment(200, 1_000_000, small.total(), checkpoints);
    return new FanOut(1_000_000, 200, small, List.of(moment), checkpoints);
  }

  private static Stages stages(double p99) {
    Latency latency = new Latency(4_000, p99 / 4, p99 / 2, p99, p99, p99);
    return new Stages(latency, latency, latency);
  }
}
