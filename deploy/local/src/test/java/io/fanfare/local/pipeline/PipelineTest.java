package io.fanfare.local.pipeline;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.ops.terminal.Progress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small servers stand in for the worker, whose connector has failed, and for the JobManager. */
class PipelineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String FAILED =
      """
      {"connector": {"state": "RUNNING"},
       "tasks": [{"state": "FAILED", "trace": "the database went away"}]}
      """;

  @TempDir Path directory;
  private final List<String> restarts = new CopyOnWriteArrayList<>();
  private volatile String answer = FAILED;
  private StackSettings settings;
  private HttpServer worker;
  private Pipeline pipeline;

  @BeforeEach
  void failTheConnector() throws IOException {
    StackHome home = new StackHome(directory);
    home.create();
    settings =
        new StackSettings(
            new Checkout(directory), home, new Ports(Ports.DEFAULT_BASE + 20_000), Extent.PIPELINE);
    worker = HttpServer.create(new InetSocketAddress(Ports.HOST, settings.ports().connect()), 0);
    worker.setExecutor(Executors.newCachedThreadPool());
    worker.createContext("/", this::answer);
    worker.start();
    pipeline = new Pipeline(settings, new Progress(line -> {}), () -> {}, () -> {});
  }

  @AfterEach
  void stop() throws InterruptedException {
    pipeline.stop();
    worker.stop(0);
  }

  @Test
  void aFailedConnectorIsRestartedWhileTheJobManagerIsDown() {
    pipeline.watch();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(restarts).isNotEmpty());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(pipeline.problem())
                    .contains("the database went away", "JobManager does not answer"));
  }

  /** It runs for a moment after each restart, and then it fails again. */
  @Test
  void aFailureIsReportedUntilChangesFlowAgain() {
    pipeline.watch();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(restarts).isNotEmpty());
    answer = FAILED.replace("FAILED", "RUNNING");
    await()
        .during(Duration.ofSeconds(3))
        .atMost(PATIENCE)
        .until(() -> pipeline.problem().contains("the database went away"));
  }

  @Test
  void aFailedConnectorIsRestartedWhileTheJobManagerHangs() throws IOException {
    // Accepts connections and never answers.
    try (ServerSocket hanging = new ServerSocket()) {
      hanging.bind(new InetSocketAddress(Ports.HOST, settings.ports().flink()));
      pipeline.watch();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(restarts).isNotEmpty());
    }
  }

  /** One that registers again has no slots for a moment. */
  @Test
  void jobsAreStartedOnceTheTaskManagerHasSlots() throws IOException {
    Files.createDirectories(directory.resolve("jobs/target"));
    Files.createFile(directory.resolve("jobs/target/fanfare-jobs.jar"));
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer jobManager =
        HttpServer.create(new InetSocketAddress(Ports.HOST, settings.ports().flink()), 0);
    jobManager.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(path);
          switch (path) {
            case "/jobs/overview" -> send(exchange, 200, "{\"jobs\": []}");
            case "/overview" ->
                send(
                    exchange,
                    200,
                    "{\"slots-total\": %d}".formatted(frequency(requests, path) > 2 ? 8 : 0));
            default -> send(exchange, 400, "{\"errors\": [\"no more of the start is needed\"]}");
          }
        });
    jobManager.start();
    try {
      assertThatThrownBy(() -> pipeline.startJobs()).hasMessageContaining("no more of the start");
      assertThat(requests).last().isEqualTo("/jars/upload");
    } finally {
      jobManager.stop(0);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      restarts.add(exchange.getRequestURI().getPath());
    }
    send(exchange, 200, answer);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
