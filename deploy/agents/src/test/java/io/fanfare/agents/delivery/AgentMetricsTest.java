package io.fanfare.agents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.notifications.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentMetricsTest {

  private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(fanfare_agent_[a-z_]+)` \\|");
  private static final Pattern REPORTED = Pattern.compile("(?m)^# TYPE (fanfare_[a-z_]+) ");

  private final AgentMetrics metrics = new AgentMetrics(Channel.WEBHOOK);

  @AfterEach
  void close() {
    metrics.close();
  }

  /** Before the first message, so that an alert sees the first of everything. */
  @Test
  void thePageHasEveryMetricAndAnAgentBeginsWithAllOfThem() throws IOException {
    AgentLoop unused =
        new AgentLoop(
            "agent",
            new MockConsumer<>(OffsetResetStrategy.EARLIEST),
            Channel.WEBHOOK,
            new Judge(null, null, null, Clock.systemUTC()),
            new Courier(null, Endpoints.UNWATCHED, null, null, metrics, Clock.systemUTC()),
            1,
            null,
            metrics,
            Clock.systemUTC());
    Set<String> reported =
        REPORTED
            .matcher(metrics.scrape())
            .results()
            .map((MatchResult line) -> line.group(1))
            .collect(Collectors.toSet());
    List<String> documented =
        DOCUMENTED
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult line) -> line.group(1))
            .toList();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(reported);
  }

  @Test
  void everyReasonBeginsAtZero() {
    assertThat(metrics.scrape())
        .contains(
            "fanfare_agent_outcomes_total{channel=\"webhook\",reason=\"expired\",status=\"suppressed\"} 0.0",
            "fanfare_agent_outcomes_total{channel=\"webhook\",reason=\"none\",status=\"sent\"} 0.0",
            "fanfare_agent_attempts_total{channel=\"webhook\",result=\"retry\"} 0.0");
  }
}
