package io.fanfare.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small server stands in for the worker and reports that the connector failed. */
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
    pipeline = new Pipeline(settings, new Progress(line -> {}), () -> {});
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

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      restarts.add(exchange.getRequestURI().getPath());
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
