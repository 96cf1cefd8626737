package io.fanfare.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.api.availability.Dependency;
import io.fanfare.api.availability.DependencyWatch;
import io.fanfare.api.availability.DependencyWatch.Missing;
import io.fanfare.api.metrics.AdminServer;
import io.fanfare.api.metrics.ApiMetrics;
import io.fanfare.api.models.CachedModels;
import io.fanfare.api.models.InMemoryModels;
import io.fanfare.api.pipeline.PipelineState;
import io.fanfare.api.topics.TopicFollower;
import io.fanfare.api.topics.TopicReader;
import io.fanfare.schemas.settings.KafkaAccess;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsHttpTest {

  private static final Path PAGE = Path.of("../docs/reference/metrics.md");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(fanfare_api_[a-z_]+)` \\|");
  private static final Pattern REPORTED = Pattern.compile("(?m)^# TYPE (fanfare_[a-z_]+) ");

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void countsRequestsByTemplateMethodAndStatus() throws Exception {
    server.get("/tracks/urn:7/stats");
    server.get("/tracks/urn:8/stats");
    server.send(server.request("/me/feed"));
    server.get("/no/such/path");

    awaitLine("{method=\"GET\",route=\"/tracks/{urn}/stats\",status=\"404\"} 2");
    awaitLine("{method=\"GET\",route=\"/me/feed\",status=\"401\"} 1");
    awaitLine("{method=\"GET\",route=\"none\",status=\"404\"} 1");
    assertThat(server.metrics()).doesNotContain("/no/such/path", "urn:7");
  }

  /** A request is counted when its answer is on its way, so the client may be faster. */
  private void awaitLine(String labelsAndValue) {
    await()
        .untilAsserted(
            () ->
                assertThat(server.metrics())
                    .contains("fanfare_api_requests_seconds_count" + labelsAndValue));
  }

  @Test
  void anOpenStreamIsNoSlowRequest() throws Exception {
    HttpRequest request =
        server
            .request("/me/feed/updates")
            .header("Authorization", "Bearer " + server.token(TestServer.LISTENER))
            .build();
    HttpResponse<java.io.InputStream> stream =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
    assertThat(server.metrics()).contains("fanfare_api_open_streams 1.0");
    stream.body().close();
    await()
        .untilAsserted(() -> assertThat(server.metrics()).contains("fanfare_api_open_streams 0.0"));
    assertThat(server.metrics()).doesNotContain("/me/feed/updates");
  }

  @Test
  void thePageHasEveryMetricOfTheServer() throws Exception {
    try (ApiMetrics metrics = metricsOfAll()) {
      server.get("/me/feed");
      awaitLine("{method=\"GET\",route=\"/me/feed\",status=\"200\"} 1");
      Set<String> reported =
          REPORTED
              .matcher(metrics.scrape() + server.metrics())
              .results()
              .map(line -> line.group(1))
              .collect(Collectors.toSet());
      List<String> documented =
          DOCUMENTED.matcher(Files.readString(PAGE)).results().map(line -> line.group(1)).toList();
      assertThat(documented).containsExactlyInAnyOrderElementsOf(reported);
    }
  }

  @Test
  void theAdminPortServesTheMetricsAndThePublicOneDoesNot() throws Exception {
    assertThat(server.get("/metrics").statusCode()).isEqualTo(404);
    int port = freePort();
    try (AdminServer admin =
        new AdminServer(
            metricsOfAll(),
            new PipelineState(null, Clock.systemUTC()),
            new HealthHandler(() -> Missing.NOTHING))) {
      admin.start("127.0.0.1", port);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
      assertThat(answer.body())
          .contains("fanfare_api_dependency_up{dependency=\"Kafka\"} 0.0")
          .contains("fanfare_api_cache_reads_total{cache=\"users\",result=\"hit\"} 1.0")
          .contains("fanfare_api_cache_reads_total{cache=\"users\",result=\"miss\"} 2.0")
          .contains("fanfare_api_topic_behind_records{topic=\"models\"} 0.0");
    }
  }

  /** The metrics of a server whose cache was asked for three users, one of them twice. */
  private static ApiMetrics metricsOfAll() {
    ApiMetrics metrics = new ApiMetrics();
    CachedModels models = new CachedModels(new InMemoryModels());
    models.users(Set.of(1L, 2L)).toCompletableFuture().join();
    models.users(Set.of(1L)).toCompletableFuture().join();
    metrics.report(models);
    metrics.report(new DependencyWatch(List.of(kafka()), List.of()));
    metrics.report(new TopicFollower(KafkaAccess.open("127.0.0.1:1"), "models", new Unread()));
    return metrics;
  }

  private static Dependency kafka() {
    return new Dependency() {
      @Override
      public String name() {
        return KAFKA;
      }

      @Override
      public boolean answers() {
        return false;
      }
    };
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static final class Unread implements TopicReader {

    @Override
    public void begin(Map<Integer, Long> positions) {}

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {}
  }
}
