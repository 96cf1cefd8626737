package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.ops.exporter.Exporter;
import io.fanfare.schemas.JobNames;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the exporter measures of a pipeline that works. */
@ExtendWith(SharedStack.class)
class ExporterITCase {

  private static final Path PAGE = Path.of("../../docs/reference/metrics.md");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(fanfare_[a-z_]+)` \\|");
  private static final Pattern REPORTED = Pattern.compile("(?m)^# TYPE (fanfare_[a-z_]+) ");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path elsewhere;
  private int port;
  private Exporter exporter;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    exporter = new Exporter(SharedStack.get().addresses().access(), "127.0.0.1", port, audited());
  }

  /** As an audit with a difference writes it. */
  private Path audited() throws IOException {
    return Files.writeString(
        elsewhere.resolve("audit.prom"),
        """
        # TYPE fanfare_audit_differences gauge
        fanfare_audit_differences{rows="entries"} 1
        # TYPE fanfare_audit_completed_timestamp_seconds gauge
        fanfare_audit_completed_timestamp_seconds 1700000000
        """);
  }

  @AfterEach
  void stop() {
    exporter.close();
  }

  @Test
  void measuresEachViewEachJobAndEachServer() throws Exception {
    for (String path :
        List.of(
            "{lane=\"all\",view=\"closeness\"}",
            "{lane=\"batch\",view=\"dashboards\"}",
            "{lane=\"interactive\",view=\"dashboards\"}",
            "{lane=\"all\",view=\"search-v2\"}",
            "{lane=\"all\",view=\"stats\"}")) {
      awaitLine("fanfare_freshness_seconds_count" + Pattern.quote(path) + " [1-9].*");
    }
    for (String job :
        List.of(JobNames.FAN_OUT, JobNames.DASHBOARD_INTERACTIVE, JobNames.CLOSENESS)) {
      awaitLine("fanfare_job_running\\{job_name=\"" + job + "\"\\} 1.0");
      awaitLine("fanfare_job_checkpoint_age_seconds\\{job_name=\"" + job + "\"\\} .*");
    }
    for (String server : List.of("source", "kafka", "connect", "cassandra", "elasticsearch")) {
      awaitLine("fanfare_problems\\{server=\"" + server + "\"\\} .*");
    }
    awaitLine("fanfare_headroom_ratio\\{what=\"binlog\"\\} 1.0");
    for (String disk : List.of("kafka", "elasticsearch")) {
      awaitLine("fanfare_headroom_ratio\\{what=\"" + disk + "\"\\} 0\\.[0-9]+.*");
    }
    awaitLine("fanfare_capture_heartbeat_age_seconds [0-9]\\.[0-9]+");
    awaitLine("fanfare_broker_clock_ahead_seconds -?[0-9.E-]+");
    awaitLine("fanfare_job_lag_seconds.*");

    assertThat(documented()).containsExactlyInAnyOrderElementsOf(reported());
  }

  private void awaitLine(String pattern) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(scrape().lines()).anyMatch(line -> line.matches(pattern)));
  }

  private String scrape() throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
        .body();
  }

  private Set<String> reported() throws Exception {
    return REPORTED
        .matcher(scrape())
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.toSet());
  }

  private static List<String> documented() throws IOException {
    String page = Files.readString(PAGE);
    return DOCUMENTED
        .matcher(page.substring(page.indexOf("## Exporter")))
        .results()
        .map((MatchResult line) -> line.group(1))
        .toList();
  }
}
