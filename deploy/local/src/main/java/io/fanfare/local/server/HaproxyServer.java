package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HAProxy: the one queue of both API servers. */
public final class HaproxyServer extends StackServer {

  public static final String NAME = "haproxy";

  /** Twice the processors: the API servers mostly wait for stores. */
  private static final int SLOTS = 2 * Runtime.getRuntime().availableProcessors();

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
    Map<String, String> values = new HashMap<>();
    values.put("haproxy-listen", Ports.HOST + ":" + ports.haproxy());
    values.put("haproxy-metrics-listen", Ports.HOST + ":" + ports.haproxyMetrics());
    values.put("haproxy-socket", files.temporary().resolve("haproxy.sock").toString());
    values.put(
        "api-servers", server("api1", ports.api()) + "\n" + server("api2", ports.secondApi()));
    values.put("slots", Integer.toString(SLOTS));
    values.put("event-slots", "2");
    values.put("queue", "200");
    values.put("batch-queue", "50");
    values.put("queue-wait", "1s");
    Path configuration =
        files.configure("fanfare.cfg", EdgeTemplate.HAPROXY.render(settings.checkout(), values));
    // In the foreground, as one process.
    return new EdgePrograms(settings.checkout()).haproxy("-db", "-f", configuration.toString());
  }

  private static String server(String name, int port) {
    return "    server %s %s:%d".formatted(name, Ports.HOST, port);
  }

  /** Ready when it has found an API server that is. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().haproxyMetrics(), "/health/ready");
  }
}
