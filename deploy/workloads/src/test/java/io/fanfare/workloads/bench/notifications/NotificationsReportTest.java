package io.fanfare.workloads.bench.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Stages;
import io.fanfare.workloads.bench.notifications.NotificationsReport.LargePost;
import io.fanfare.workloads.bench.notifications.NotificationsReport.Premiere;
import io.fanfare.workloads.bench.notifications.NotificationsReport.SmallPushes;
import io.fanfare.workloads.bench.notifications.PushCeilings.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationsReportTest {

  private final NotificationsReport report =
      new NotificationsReport(
          new Machine("2026-01-01T00:00:00Z", 2, 0.1, "17"),
          new NotificationsWorkload(1_000_000, 1_000, 200, 5, 1),
          5_000,
          new PushCeilings(
              new Rate(700, 690),
              new Rate(11_000, 10_900),
              new Rate(12_000, 15_000),
              new Rate(6_000, 8_000)),
          small(100),
          new LargePost(1_000_000, 400, small(150), phase(100_000, 401, 50)),
          new Premiere(110_000, phase(100_000, 50, 40), 100_000),
          new Deliveries.Account(320_000, 0, 0),
          new io.fanfare.ops.audit.notifications.NotificationsReport(
              330_000, 230_000, Map.of(), 100_000, 0, List.of(), 0, List.of(), 0, List.of()),
          12.3);

  @Test
  void everyRateIsComparedWithACeilingOfTheSameRun() {
    assertThat(lines())
        .contains(
            "p99 beside the large fan-out: 1.5 times the idle one",
            "of a copy from Kafka to Kafka 11 %",
            "of encrypted and posted alone 3.1 % 25 %",
            "agent, large post 2,000 249 33 % of encrypted and posted",
            "agent, premiere 2,500 2,000 42 % of encrypted and posted");
  }

  @Test
  void aMessageHasItsCpu() {
    assertThat(lines())
        .contains(
            "the job's tasks, a message (busy) 91 91",
            "agent-push, a push 500 400",
            "agent-webhook, a webhook 300 300");
  }

  @Test
  void eachEventIsAccountedFor() {
    assertThat(lines())
        .contains(
            "320,000 pushes and webhooks were expected of all posts: 0 missing, 0 too many",
            "330,000 events of enabled channels: 230,000 sent, 0 suppressed, 100,000 waiting",
            "0 without an outcome, 0 told twice, 0 told unasked, in 12.3 s");
  }

  @Test
  void theJsonHasTheWholeReport() {
    JsonNode json = new ObjectMapper().valueToTree(report);
    assertThat(json.at("/post/phase/cpuSeconds/agent-push").asDouble()).isEqualTo(50);
    assertThat(json.at("/audit/waiting").asLong()).isEqualTo(100_000);
    assertThat(json.at("/idle/accepted/p99").asDouble()).isEqualTo(100);
  }

  private List<String> lines() {
    return report.lines().stream().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private static Phase phase(long pushes, double seconds, double agentSeconds) {
    return new Phase(
        new Emitted(110_000, 10),
        pushes,
        seconds,
        10_000,
        seconds,
        Map.of("agent-push", agentSeconds, "agent-webhook", 3.0, "bench", 4.0),
        10);
  }

  private static SmallPushes small(double p99) {
    Latency latency = new Latency(4_000, p99 / 4, p99 / 2, p99, p99, p99);
    return new SmallPushes(latency, new Stages(latency, latency, latency), latency);
  }
}
