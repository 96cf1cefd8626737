package io.fanfare.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fanfare.local.Checkout;
import io.fanfare.local.Ports;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import io.fanfare.local.StackSettings.Extent;
import io.fanfare.ops.RestAccess;
import io.fanfare.ops.setup.SourceConnector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small server stands in for a worker that hangs: its connector runs, and no heartbeat comes. */
class ConnectorCheckTest {

  private static final String RUNNING =
      """
      {"connector": {"state": "RUNNING"}, "tasks": [{"state": "RUNNING"}]}
      """;
  private static final String FAILED =
      """
      {"connector": {"state": "RUNNING"}, "tasks": [{"state": "FAILED", "trace": "gone away"}]}
      """;

  @TempDir Path directory;
  private final AtomicInteger restarts = new AtomicInteger();
  private final FakePulse pulse = new FakePulse();
  private volatile @Nullable String status = RUNNING;
  private volatile String offset = "{\"file\": \"binlog.000001\", \"pos\": 4}";
  private HttpServer worker;
  private long seconds;

  private ConnectorCheck check;

  @BeforeEach
  void start() throws IOException {
    worker = HttpServer.create(new InetSocketAddress(Ports.HOST, 0), 0);
    worker.createContext("/", this::answer);
    worker.start();
    StackHome home = new StackHome(directory);
    home.create();
    StackSettings settings =
        new StackSettings(
            new Checkout(directory), home, new Ports(Ports.DEFAULT_BASE + 20_000), Extent.PIPELINE);
    StackAddresses addresses = new StackAddresses(settings);
    check =
        new ConnectorCheck(
            new SourceConnector(
                RestAccess.open("http://" + Ports.HOST + ":" + worker.getAddress().getPort())),
            addresses::capture,
            addresses::access,
            restarts::incrementAndGet,
            pulse,
            ConnectorCheck.Pace.of(settings),
            () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  @Test
  void aWorkerIsRestartedAfterAMinuteWithoutAHeartbeat() throws InterruptedException {
    assertThat(problemAfter(59)).doesNotContain("its worker is being freed or restarted");
    assertThat(problemAfter(61)).contains("its worker is being freed or restarted");
    assertThat(restarts).hasValue(1);
  }

  @Test
  void soIsOneWhoseConnectorHasFailedBefore() throws InterruptedException {
    status = FAILED;
    assertThat(check.run()).contains("gone away");
    status = RUNNING;
    assertThat(problemAfter(61)).contains("gone away", "its worker is being freed or restarted");
    assertThat(restarts).hasValue(1);
  }

  @Test
  void soIsOneWhoseConnectorFailsAgainAndAgain() throws InterruptedException {
    status = FAILED;
    assertThat(problemAfter(59)).contains("gone away");
    assertThat(restarts).hasValue(0);
    problemAfter(61);
    assertThat(restarts).hasValue(1);
  }

  @Test
  void soIsOneThatDoesNotTakeTheConnector() throws InterruptedException {
    status = null;
    assertThat(problemAfter(61)).contains("could not be registered");
    assertThat(restarts).hasValue(1);
  }

  /** Its restart would wait for the same transaction. */
  @Test
  void aHangingTransactionIsAbortedInstead() throws InterruptedException {
    pulse.isFreed = true;
    assertThat(problemAfter(61)).contains("its worker is being freed or restarted");
    assertThat(restarts).hasValue(0);
  }

  @Test
  void heartbeatsKeepItAlive() throws InterruptedException {
    pulse.growsWith = 1;
    problemAfter(600);
    assertThat(restarts).hasValue(0);
  }

  @Test
  void nothingIsDueWhileTheSourceIsAwayOrInASnapshot() throws InterruptedException {
    pulse.isDue = false;
    problemAfter(600);
    pulse.isDue = true;
    offset = "{\"file\": \"binlog.000001\", \"pos\": 4, \"snapshot\": \"INITIAL\"}";
    problemAfter(600);
    assertThat(restarts).hasValue(0);
  }

  /** Two looks, of which the first one begins to listen. */
  private String problemAfter(long more) throws InterruptedException {
    check.run();
    seconds += more;
    return check.run();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body =
        path.endsWith("/status")
            ? status
            : path.endsWith("/offsets") ? "{\"offsets\": [{\"offset\": " + offset + "}]}" : null;
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    int code = body != null ? 200 : path.endsWith("/status") ? 404 : 500;
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static final class FakePulse implements Pulse {

    private long count;
    private long growsWith;
    private boolean isDue = true;
    private boolean isFreed;

    @Override
    public boolean arrivedAfter(Instant time) {
      return false;
    }

    @Override
    public long count() {
      count += growsWith;
      return count;
    }

    @Override
    public boolean isFreed() {
      return isFreed;
    }

    @Override
    public boolean isDue() {
      return isDue;
    }
  }
}
