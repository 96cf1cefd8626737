package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** HAProxy: the one queue of both API servers. */
public final class HaproxyServer extends StackServer {

  public static final String NAME = "haproxy";

  /** Twice the processors: the API servers mostly wait for stores. */
  public static final int SLOTS = 2 * Runtime.getRuntime().availableProcessors();

  private static final int EVENT_SLOTS = 2;
  private static final int QUEUE = 200;
  private static final int BATCH_QUEUE = 50;
  private static final Duration QUEUE_WAIT = Duration.ofSeconds(1);

  public HaproxyServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().haproxy(), settings.ports().haproxyMetrics());
  }

  @Override
  public Launch prepare() throws IOException {
    Ports ports = settings.ports();
    HaproxyConfiguration configuration =
        new HaproxyConfiguration(
            ports.haproxy(),
            ports.haproxyMetrics(),
            files.temporary().resolve("haproxy.sock"),
            List.of(ports.api(), ports.secondApi()),
            SLOTS,
            EVENT_SLOTS,
            QUEUE,
            BATCH_QUEUE,
            QUEUE_WAIT);
    Path file = files.configure("fanfare.cfg", configuration.render(settings.checkout()));
    // In the foreground, as one process.
    return new EdgePrograms(settings.checkout()).haproxy("-db", "-f", file.toString());
  }

  /** Ready when it has found an API server that is. */
  @Override
  public boolean ready() throws InterruptedException {
    return new HaproxyMetrics(settings.ports().haproxyMetrics()).isReady();
  }
}
