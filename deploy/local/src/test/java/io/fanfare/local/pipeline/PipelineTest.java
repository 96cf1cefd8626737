package io.fanfare.local.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import io.fanfare.local.Progress;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FAILED =
      """
      {"name": "fanfare-source", "connector": {"state": "RUNNING"},
       "tasks": [{"id": 0, "state": "FAILED", "trace": "Caused by: the database is gone"}]}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  @TempDir Path directory;
  private HttpServer connect;
  private StackSettings settings;

  /** A worker whose connector has failed, and nobody where the JobManager should be. */
  @BeforeEach
  void start() throws IOException {
    Ports ports = freePorts();
    settings =
        new StackSettings(
            new Checkout(directory), new StackHome(directory), ports, Extent.PIPELINE);
    settings.home().create();
    connect =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.connect()), 0);
    connect.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] answer = FAILED.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    connect.start();
  }

  @AfterEach
  void stop() {
    connect.stop(0);
  }

  @Test
  void aFailedConnectorIsStartedAgainAlthoughTheJobManagerIsDown() throws Exception {
    Pipeline pipeline = new Pipeline(settings, new Progress(line -> {}), () -> {});
    pipeline.watch();
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(asked)
                      .contains(
                          "POST /connectors/fanfare-source/restart"
                              + "?includeTasks=true&onlyFailed=true"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(pipeline.problem())
                      .contains("Flink's JobManager does not answer", "the database is gone"));
    } finally {
      pipeline.stop();
    }
  }

  private static Ports freePorts() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int base = Math.min(socket.getLocalPort(), 65_000);
      return new Ports(base);
    }
  }
}
