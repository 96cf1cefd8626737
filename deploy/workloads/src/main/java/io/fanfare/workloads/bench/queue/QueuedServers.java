package io.fanfare.workloads.bench.queue;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.EdgePrograms;
import io.fanfare.local.server.HaproxyConfiguration;
import io.fanfare.local.server.HaproxyMetrics;
import io.fanfare.ops.Await;
import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** HAProxy with the configuration of `deploy/edge`, in front of servers with a known time. */
final class QueuedServers implements AutoCloseable {

  /** How many requests may wait if no test is about that. */
  static final int NO_BOUND = 1_000_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LONG_WAIT = Duration.ofMinutes(1);

  private final List<TimedServer> servers = new ArrayList<>();
  private final String origin;
  private final Process haproxy;
  private final Thread atExit;

  /**
   * @param slots of each server
   * @param queue how many requests may wait
   */
  QueuedServers(StackSettings settings, int count, int slots, int queue)
      throws IOException, InterruptedException {
    for (int server = 0; server < count; server++) {
      servers.add(new TimedServer(NO_BOUND));
    }
    settings.home().create();
    Path folder = Files.createDirectories(settings.home().run().resolve("queue"));
    HaproxyMetrics metrics = new HaproxyMetrics(settings.ports().haproxyMetrics());
    HaproxyConfiguration configuration =
        new HaproxyConfiguration(
            settings.ports().haproxy(),
            metrics.port(),
            folder.resolve("haproxy.sock"),
            servers.stream().map(TimedServer::port).toList(),
            slots,
            1,
            queue,
            queue,
            queue == NO_BOUND ? LONG_WAIT : Duration.ofSeconds(1));
    Path file = folder.resolve("haproxy.cfg");
    Files.writeString(file, configuration.render(settings.checkout()));
    Launch launch = new EdgePrograms(settings.checkout()).haproxy("-db", "-f", file.toString());
    haproxy = launch.start(folder, folder.resolve("haproxy.out"));
    atExit = new Thread(haproxy::destroy, "stop-haproxy");
    Runtime.getRuntime().addShutdownHook(atExit);
    origin = "http://127.0.0.1:" + configuration.listen();
    Await.until(
        PATIENCE,
        () -> metrics.hasActiveServers(count),
        "HAProxy has not started: see " + folder.resolve("haproxy.out") + ".");
  }

  /** Where requests go. */
  String origin() {
    return origin;
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(atExit);
    haproxy.destroy();
    try {
      if (!haproxy.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        haproxy.destroyForcibly();
        throw new OperationException("HAProxy did not stop within a minute and was killed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (TimedServer server : servers) {
      server.close();
    }
  }
}
