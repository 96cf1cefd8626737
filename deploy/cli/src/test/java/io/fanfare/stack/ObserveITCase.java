package io.fanfare.stack;

import static io.fanfare.stack.browser.DashboardPage.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.auth.TokenKey;
import io.fanfare.api.auth.Tokens;
import io.fanfare.api.pipeline.PipelineQueries;
import io.fanfare.local.DatabaseUser;
import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.local.supervisor.ServerReport;
import io.fanfare.ops.doctor.Doctor;
import io.fanfare.ops.doctor.Doctor.Diagnosis;
import io.fanfare.ops.doctor.Finding;
import io.fanfare.ops.exporter.Exporter;
import io.fanfare.ops.setup.SourceConnector;
import io.fanfare.schemas.Topics;
import io.fanfare.stack.browser.Browser;
import io.fanfare.stack.browser.DashboardPage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A stack with Prometheus: what it reads, and how alerts fire by their causes and end with them.
 */
@Isolated("runs a stack of its own, and stops its servers")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ObserveITCase {

  private static final Path METRICS = Path.of("../../docs/reference/metrics.md");
  private static final Pattern OF_JOBS = Pattern.compile("(?m)^\\| `(fanfare_[a-z_]+)` \\|");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long USER = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path elsewhere;
  private final StackSettings settings =
      SharedStack.besideShared("observed", 12).withObservation(true).withSending(true);
  private LocalStack stack;
  private Browser browser;
  private DashboardPage page;

  @BeforeAll
  void start() throws InterruptedException {
    stack = LocalStack.up(settings, System.out::println);
    browser = Browser.open();
    page = new DashboardPage(browser, stack.addresses().opsUrl());
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    stack.close();
    settings.home().wipe();
  }

  @Test
  @Order(1)
  void alertsFireByTheirCausesAndEndWithThem() throws Exception {
    requireMetrics();
    requirePanels();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(firing()).isEmpty());
    requirePage();

    requireHeadroom();
    append("garbage");
    awaitFiring(Set.of("FanfareDeadLetters"));
    killTheTaskManagerAgainAndAgain();
    awaitFiring(Set.of("FanfareJobRestarts"));
    signal("elasticsearch", "STOP");
    awaitFiring(Set.of("FanfareApiSlow"));
    signal("elasticsearch", "CONT");
    for (String server : List.of("taskmanager", "cassandra", "elasticsearch", "connect")) {
      stack.stop(server);
    }
    awaitFiring(
        Set.of(
            "FanfareJobDown",
            "FanfareCheckpointOld",
            "FanfareServerDown",
            "FanfareServerProblem",
            "FanfareApiErrors",
            "FanfareCaptureStands",
            "FanfareViewStands"));
    requireAlertsOnThePage();
    assertThat(fanfare("doctor")).isEqualTo(1);
    assertThat(fanfare("jobs")).isEqualTo(1);

    for (String server : List.of("cassandra", "elasticsearch", "taskmanager", "connect")) {
      stack.start(server);
    }
    awaitFiring(Set.of("FanfareFreshnessBurn"));
    stack.stop("exporter");
    awaitFiring(Set.of("FanfareNotMeasured"));
    clocksDiffer();
    stack.start("exporter");
    assertThat(fanfare("deadletters", "list", "--limit", "20")).isZero();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(firing()).isEmpty());
    assertThat(fanfare("doctor")).isZero();
    assertThat(fanfare("jobs")).isZero();
    String audited = settings.home().auditMetrics().toString();
    assertThat(fanfare("audit", "--sample", "100", "--metrics-file", audited)).isZero();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(query("fanfare_audit_differences")).isNotEmpty());
  }

  @Test
  @Order(2)
  void theRunbookOfADifferenceMendsTablesAndIndicesWhileSomebodyReads() throws Exception {
    String audited = settings.home().auditMetrics().toString();
    try (Corruption corruption = new Corruption(stack.addresses())) {
      String token = token(corruption.listener());
      String feed = stack.addresses().apiUrl() + "/me/feed";
      String tracks = stack.addresses().apiUrl() + "/tracks?q=track";
      patiently().until(() -> get(feed, token).contains(corruption.shown()));
      patiently().until(() -> get(tracks, token).contains(corruption.shown()));
      try (SteadyRequests client =
          new SteadyRequests(List.of(() -> status(feed, token), () -> status(tracks, token)))) {
        corruption.happen();
        assertThat(fanfare("audit", "--all", "--metrics-file", audited)).isEqualTo(1);
        awaitFiring(Set.of("FanfareAuditDifference"));

        List<String> commands = Runbook.commands("FanfareAuditDifference", "backfill");
        assertThat(commands).hasSizeGreaterThan(3);
        for (String command : commands) {
          // The supervisor of this stack would start a job again that another cluster forgets.
          if (!command.equals("backfill search finish")) {
            assertThat(fanfare(command.split(" "))).as(command).isZero();
          }
        }
        assertThat(fanfare("audit", "--all", "--metrics-file", audited)).isZero();
        assertThat(get(feed, token)).contains(corruption.shown());
        assertThat(client.failures()).isEmpty();
        assertThat(client.answered()).isPositive();
      }
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(firing()).isEmpty());
    }
  }

  private void killTheTaskManagerAgainAndAgain() {
    for (int restarts = 1; restarts <= 3; restarts++) {
      stack.kill("taskmanager");
      String restarted = "min(fanfare_job_restarts) >= " + restarts;
      await().atMost(PATIENCE).until(() -> !query(restarted).isEmpty());
      await().atMost(PATIENCE).until(() -> query("fanfare_job_running == 0").isEmpty());
    }
  }

  /** The exporter compares the broker's clock with its own, which is wrong here. */
  private void clocksDiffer() {
    Clock behind = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
    int port = settings.ports().exporter();
    try (Exporter exporter =
        new Exporter(stack.addresses().access(), Ports.HOST, port, null, behind)) {
      awaitFiring(Set.of("FanfareClockSkew"));
    }
  }

  /** Lets a server stand still, or go on. */
  private void signal(String server, String signal) throws IOException, InterruptedException {
    long pid =
        stack.state().servers().stream()
            .filter(one -> one.name().equals(server))
            .mapToLong(ServerReport::pid)
            .findFirst()
            .orElseThrow();
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private void requireMetrics() throws IOException, InterruptedException {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(query("up == 0")).isEmpty());
    assertThat(query("up")).hasSize(10);
    String page = Files.readString(METRICS);
    List<String> expected =
        new ArrayList<>(
            OF_JOBS
                .matcher(page.substring(page.indexOf("## Jobs"), page.indexOf("## API server")))
                .results()
                .map((MatchResult line) -> line.group(1))
                .map(name -> "flink_taskmanager_job_task_operator_" + name)
                .toList());
    expected.addAll(
        List.of(
            "fanfare_freshness_seconds_bucket{view=\"dashboards\",lane=\"interactive\",le=\"10.0\"}",
            "fanfare_api_dependency_up",
            "sum by (channel) (fanfare_agent_partitions) > 0",
            "kafka_topic_messagesin_total{topic=\"models\"}",
            "kafka_offlinepartitionscount",
            "kafka_request_ms",
            "connect_connector_status",
            "debezium_millisecondsbehindsource",
            "cassandra_request_seconds",
            "cassandra_storage_load"));
    for (String series : expected) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(query(series)).as(series).isNotEmpty());
    }
  }

  /** A panel without data is a wrong query: each metric of the dashboard is one of this stack. */
  private void requirePanels() throws IOException, InterruptedException {
    Path dashboard = settings.checkout().observability("grafana/fanfare.json");
    List<String> queries = JSON.readTree(dashboard.toFile()).findValuesAsText("expr");
    assertThat(queries).hasSizeGreaterThan(20);
    search();
    for (String query : queries) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(query(query)).as(query).isNotEmpty());
    }
  }

  /** The page shows each value at each size, and the browser has nothing to complain about. */
  private void requirePage() throws IOException, InterruptedException {
    for (Map.Entry<String, String> query : PipelineQueries.all().entrySet()) {
      if (!query.getKey().equals("alerts")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(query(query.getValue())).as(query.getKey()).isNotEmpty());
      }
    }
    browser.driver().get(stack.addresses().opsUrl());
    patiently().untilAsserted(() -> assertThat(page.connection()).isEqualTo("Live"));
    // A pipeline that has just started is late for a moment, and Prometheus knows it before others.
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(page.texts("#alerts-message")).containsExactly("No alert fires.");
              assertThat(page.texts("[data-node] > .state:not([hidden])"))
                  .hasSize(6)
                  .containsOnly("runs");
            });
    // Nobody has posted or played anything, so nothing of that was announced.
    patiently()
        .untilAsserted(
            () -> assertThat(unknown()).isSubsetOf("completion events", "plays", "downloads"));
    for (int width : List.of(360, 820, 1440)) {
      for (String scheme : List.of("light", "dark")) {
        browser.resize(width, 1800);
        browser.prefer(scheme, false);
        assertThat(page.width()).as("nothing sticks out").isLessThanOrEqualTo(width);
        browser.photograph("ops-%d-%s".formatted(width, scheme));
      }
    }
    assertThat(browser.complaints()).isEmpty();
  }

  /**
   * A source that keeps little of its binlog, a capture that was stopped, and what doctor prints.
   */
  private void requireHeadroom() throws Exception {
    SourceConnector connector = new SourceConnector(stack.addresses().connect());
    connector.stop();
    await().atMost(PATIENCE).until(connector::isStopped);
    try (Connection root = root();
        Statement statement = root.createStatement()) {
      // The server purges none of what it still writes, and nothing before the next flush.
      statement.execute("FLUSH BINARY LOGS");
      statement.execute("SET GLOBAL binlog_expire_logs_seconds = 30");
      awaitFiring(Set.of("FanfareHeadroom"));
      patiently()
          .untilAsserted(
              () ->
                  assertThat(page.texts("[data-node='source'][data-state='bad'] > .state"))
                      .singleElement()
                      .asString()
                      .contains("FanfareHeadroom"));
      String mends = "SET GLOBAL binlog_expire_logs_seconds = 0;";
      List<Diagnosis> diagnoses = new ArrayList<>();
      new Doctor(stack.addresses().access()).examine(diagnoses::add);
      assertThat(diagnoses)
          .flatExtracting(Diagnosis::findings)
          .filteredOn(Finding::isProblem)
          .extracting(Finding::sentence)
          .filteredOn(sentence -> sentence.contains(mends))
          .singleElement()
          .asString()
          .contains("of the source's retention is left", "binlog.000001");
      statement.execute(mends);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(firing()).doesNotContain("FanfareHeadroom"));
    connector.resume();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(firing()).isEmpty());
  }

  private Connection root() throws SQLException {
    return DriverManager.getConnection(
        stack.addresses().mysqlUrl(),
        DatabaseUser.ROOT.userName(),
        settings.secrets().password(DatabaseUser.ROOT));
  }

  /** What the page has no value of. */
  private List<String> unknown() {
    return page.texts("[data-node] dl div").stream()
        .filter(line -> line.endsWith("–"))
        .map(line -> line.replace("–", ""))
        .toList();
  }

  private void requireAlertsOnThePage() throws IOException, InterruptedException {
    assertThat(query(PipelineQueries.all().get("alerts"))).isNotEmpty();
    patiently()
        .untilAsserted(() -> assertThat(page.texts("#alerts strong")).contains("FanfareJobDown"));
    patiently()
        .untilAsserted(
            () ->
                assertThat(page.texts("[data-node='fan-out'][data-state='bad'] > .state"))
                    .singleElement()
                    .asString()
                    .contains("does not run", "FanfareJobDown"));
    assertThat(page.texts("#alerts .labels"))
        .as("one line for all jobs")
        .anyMatch(about -> about.contains("job_name stats") && about.contains("job_name fan-out"));
    assertThat(page.texts("#alerts .runbook")).contains("deploy/runbooks/FanfareJobDown.md");
    browser.photograph("ops-alerts");
  }

  private void awaitFiring(Set<String> alerts) {
    Set<String> seen = new TreeSet<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              search();
              seen.addAll(firing());
              assertThat(seen).containsAll(alerts);
            });
  }

  /** The names of the alerts that Alertmanager has. */
  private Set<String> firing() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    String alertmanager = stack.addresses().alertmanagerUrl();
    for (JsonNode alert : JSON.readTree(get(alertmanager + "/api/v2/alerts?active=true", ""))) {
      names.add(alert.at("/labels/alertname").asText());
    }
    return names;
  }

  private List<JsonNode> query(String expression) throws IOException, InterruptedException {
    String url =
        stack.addresses().prometheusUrl()
            + "/api/v1/query?query="
            + URLEncoder.encode(expression, UTF_8);
    List<JsonNode> results = new ArrayList<>();
    JSON.readTree(get(url, "")).at("/data/result").forEach(results::add);
    return results;
  }

  /** A request whose answer needs Elasticsearch. */
  private void search() throws IOException, InterruptedException {
    get(stack.addresses().apiUrl() + "/tracks?q=a", token(USER));
  }

  private String token(long user) throws IOException {
    String key = Files.readString(settings.secrets().tokenKeyFile()).strip();
    return new Tokens(TokenKey.parse(key), Clock.systemUTC()).issue(user, Duration.ofHours(1));
  }

  private static String get(String url, String token) throws IOException, InterruptedException {
    return answer(url, token).body();
  }

  private static int status(String url, String token) throws IOException, InterruptedException {
    return answer(url, token).statusCode();
  }

  private static HttpResponse<String> answer(String url, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private void append(String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            stack.addresses().kafka().client(Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = "tracks/1".getBytes(UTF_8);
      producer.send(new ProducerRecord<>(Topics.MODELS, key, value.getBytes(UTF_8))).get();
    }
  }

  private int fanfare(String... arguments) throws IOException, InterruptedException {
    return new OperatorProgram(elsewhere, settings).run(arguments);
  }
}
