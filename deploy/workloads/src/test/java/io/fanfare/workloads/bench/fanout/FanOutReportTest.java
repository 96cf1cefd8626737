package io.fanfare.workloads.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.workloads.bench.fanout.FanOutReport.Round;
import io.fanfare.workloads.bench.fanout.FanOutReport.Storage;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import io.fanfare.workloads.bench.kit.Workload;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class FanOutReportTest {

  private final FanOutReport report =
      FanOutReport.of(
          new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
          new Workload(1_000, 403, 20_000, 1),
          List.of(
              new Round(40_000, 80_000, 160_000, 30_000),
              new Round(60_000, 80_000, 160_000, 20_000)),
          new UnderLoad(
              12_500,
              60,
              1_861,
              new Stages(latency(), latency(), latency()),
              latency(),
              Map.of("cassandra", 25.0)),
          Map.of("cassandra", 20.0),
          new Storage(750_000, 22.04, 403_000, 1.26));

  @Test
  void ratiosAreThoseOfTheMeansOfAllRounds() {
    assertThat(report.pipelineToSingle()).isEqualTo(0.5);
    assertThat(report.pipelineToBatched()).isEqualTo(0.3125);
    assertThat(report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "round 2 60,000 80,000 160,000 20,000 33 %",
            "persisted through the whole pipeline: 50 % of raw single inserts, 31 % of raw batches",
            "interactive lane 50.0 95.0 99.0 99.9 100.0 1,000",
            "cassandra 20.0 25.0");
  }

  @Test
  void theJsonHasTheWholeReport() throws Exception {
    JsonNode json = new ObjectMapper().valueToTree(report);
    assertThat(json.at("/rounds/1/pipeline").asDouble()).isEqualTo(20_000);
    assertThat(json.at("/underLoad/interactive/total/p99").asDouble()).isBetween(99.0, 99.2);
    assertThat(json.at("/cpuMicrosecondsAnEntry/cassandra").asDouble()).isEqualTo(20);
    assertThat(json.at("/storage/bytesAnEdge").asDouble()).isEqualTo(1.26);
  }

  /** 0.1 to 100 ms, evenly. */
  private static Latency latency() {
    Histogram histogram = Latency.histogram();
    for (int i = 1; i <= 1_000; i++) {
      histogram.recordValue(i * 100_000L);
    }
    return Latency.of(histogram);
  }
}
