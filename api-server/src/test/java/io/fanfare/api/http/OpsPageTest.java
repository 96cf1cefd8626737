package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.api.SetClock;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.metrics.AdminServer;
import io.fanfare.api.metrics.ApiMetrics;
import io.fanfare.api.pipeline.PipelineQueries;
import io.fanfare.api.pipeline.PipelineState;
import io.fanfare.api.pipeline.Prometheus;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for operators on the admin port, with a Prometheus that answers what the test wants. */
class OpsPageTest {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)\"|from '([^']+)'");
  private static final Pattern METRIC = Pattern.compile("\\b(fanfare_[a-z_]+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration DEADLINE = Duration.ofMillis(200);

  private final SetClock clock = new SetClock(Instant.parse("2026-11-20T10:00:00Z"));
  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiMetrics metrics = new ApiMetrics();
  private FakePrometheus prometheus;
  private @Nullable AdminServer admin;
  private int port;

  @BeforeEach
  void open() throws Exception {
    prometheus = new FakePrometheus();
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void close() {
    if (admin != null) {
      admin.close();
    }
    prometheus.close();
    metrics.close();
  }

  @Test
  void answersEachQueryByItsName() throws Exception {
    prometheus.answer =
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"job_name":"stats"},"value":[1700000000.1,"0.25"]},
          {"metric":{"job_name":"fan-out"},"value":[1700000000.1,"NaN"]},
          {"metric":{"job_name":"closeness"},"value":[1700000000.1,"+Inf"]}]}}
        """;
    watch(prometheus.url());

    HttpResponse<String> answer = get("/ops/state");
    JsonNode state = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(state.path("as_of").asText()).isEqualTo("2026-11-20T10:00:00Z");
    Set<String> names = new TreeSet<>();
    state.path("series").fieldNames().forEachRemaining(names::add);
    assertThat(names).isEqualTo(PipelineQueries.all().keySet());
    assertThat(state.at("/series/job_lag"))
        .isEqualTo(JSON.readTree("[{\"labels\":{\"job_name\":\"stats\"},\"value\":0.25}]"));
    assertThat(prometheus.queries)
        .containsExactlyInAnyOrderElementsOf(PipelineQueries.all().values());
  }

  @Test
  void aBrowserCannotPassAQuery() throws Exception {
    watch(prometheus.url());
    get("/ops/state?query=up&name=up");

    assertThat(prometheus.queries)
        .containsExactlyInAnyOrderElementsOf(PipelineQueries.all().values());
    assertThat(get("/ops/state/up").statusCode()).isEqualTo(404);
  }

  @Test
  void allViewersShareAnAnswerForSomeSeconds() throws Exception {
    watch(prometheus.url());
    List<CompletableFuture<HttpResponse<String>>> viewers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      viewers.add(client.sendAsync(request("/ops/state"), BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> viewer : viewers) {
      assertThat(viewer.get().statusCode()).isEqualTo(200);
    }
    assertThat(prometheus.count("ALERTS")).isOne();

    clock.advance(Duration.ofSeconds(4));
    get("/ops/state");
    assertThat(prometheus.count("ALERTS")).isEqualTo(2);
  }

  @Test
  void aSilentPrometheusIsReportedAtTheDeadline() throws Exception {
    prometheus.fallSilent();
    watch(prometheus.url(), DEADLINE);

    assertUnavailable("Prometheus at " + prometheus.url() + " does not answer within");
    long asked = prometheus.count("ALERTS");
    assertUnavailable("does not answer within");
    assertThat(prometheus.count("ALERTS")).as("it is not asked by each viewer").isEqualTo(asked);
  }

  @Test
  void aPrometheusThatIsAwayIsReportedUntilItIsBack() throws Exception {
    prometheus.status = 503;
    watch(prometheus.url());
    assertUnavailable("answers the query", "with the status 503");

    prometheus.status = 200;
    clock.advance(Duration.ofSeconds(4));
    assertThat(get("/ops/state").statusCode()).isEqualTo(200);
  }

  @Test
  void aRefusedConnectionIsReported() throws Exception {
    watch("http://127.0.0.1:1");
    assertUnavailable("Prometheus at http://127.0.0.1:1 does not answer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "",
        "{}",
        "[1]",
        "{\"data\":{\"result\":[{\"metric\":{},\"value\":[1,\"much\"]}]}}"
      })
  void whatIsNoAnswerOfAPrometheusIsReported(String text) throws Exception {
    prometheus.answer = text;
    watch(prometheus.url());
    assertUnavailable("cannot be read: is --prometheus-url the address of a Prometheus?");
  }

  @Test
  void anAnswerThatIsTooLongIsNotRead() throws Exception {
    prometheus.answer = "x".repeat(1_000_000);
    watch(prometheus.url());
    assertUnavailable("does not answer (", "The answer has more than");
  }

  @Test
  void withoutAPrometheusTheAnswerNamesTheSetting() throws Exception {
    watch(null);
    assertUnavailable("--prometheus-url");
    assertThat(get("/ops").statusCode()).isEqualTo(200);
  }

  @Test
  void namesOnlyFilesThatExistOnThisPort() throws Exception {
    watch(prometheus.url());
    Set<String> paths = new LinkedHashSet<>(Set.of("/ops"));
    Set<String> seen = new LinkedHashSet<>();
    while (!paths.isEmpty()) {
      String path = paths.iterator().next();
      paths.remove(path);
      seen.add(path);
      HttpResponse<String> file = get(path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Security-Policy"))
          .hasValueSatisfying(
              policy ->
                  assertThat(policy)
                      .startsWith("default-src 'none';")
                      .doesNotContain("unsafe", "*", "data:", "http"));
      assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(file.body().replace("http://www.w3.org/2000/svg", ""))
          .as(path)
          .doesNotContain("http://", "https://", "innerHTML", "style=\"", "onclick", "eval(");
      Matcher links = LINK.matcher(file.body());
      while (links.find()) {
        String named = links.group(1) != null ? links.group(1) : links.group(2);
        String link = URI.create(path).resolve(named).getPath();
        if (!seen.contains(link)) {
          paths.add(link);
        }
      }
    }
    assertThat(seen).contains("/ops", "/page/ops.css", "/page/ops.js", "/page/ops-nodes.js");
  }

  @Test
  void theUsersOfTheApiDoNotReachIt() throws Exception {
    try (TestServer server = TestServer.start()) {
      for (String path : List.of("/ops", "/ops/state", "/page/ops.js")) {
        assertThat(server.send(server.request(path)).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  /**
   * A query that the page does not show is work for nobody; a name without a query shows nothing.
   */
  @Test
  void thePageShowsEachQuery() throws Exception {
    watch(prometheus.url());
    String scripts = get("/page/ops.js").body() + get("/page/ops-nodes.js").body();
    Set<String> shown =
        Pattern.compile("(?:of: |valuesOf\\()'([a-z_]+)'")
            .matcher(scripts)
            .results()
            .map(name -> name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(shown).isEqualTo(PipelineQueries.all().keySet());
  }

  @Test
  void asksForMetricsThatAreDocumented() throws Exception {
    String documented = Files.readString(Path.of("../docs/reference/metrics.md"));
    Matcher asked = METRIC.matcher(String.join("\n", PipelineQueries.all().values()));
    while (asked.find()) {
      assertThat(documented).contains("`" + asked.group(1).replaceAll("_(bucket|count)$", ""));
    }
  }

  private void watch(@Nullable String url) {
    watch(url, PATIENCE);
  }

  private void watch(@Nullable String url, Duration deadline) {
    Prometheus asked = url == null ? null : new Prometheus(url, deadline);
    admin =
        new AdminServer(
            metrics, new PipelineState(asked, clock), new HealthHandler(() -> Missing.NOTHING));
    admin.start("127.0.0.1", port);
  }

  private void assertUnavailable(String... texts) throws Exception {
    HttpResponse<String> answer = get("/ops/state");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(JSON.readTree(answer.body()).path("message").asText()).contains(texts);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
  }
}
