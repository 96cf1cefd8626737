package io.fanfare.stack.edge;

import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.EdgeTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Varnish in front of a stack's HAProxy that nobody purges. It was set up like the stack's own,
 * so it takes that one's health for its own.
 */
public final class ForgottenVarnish implements AutoCloseable {

  private final int port;
  private final Process process;

  private ForgottenVarnish(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder for its files
   */
  public static ForgottenVarnish start(StackSettings settings, Path folder) throws IOException {
    Edge edge = new Edge(folder);
    Path rules =
        edge.write(
            EdgeTemplate.VARNISH,
            Map.of(
                "purgers",
                "  \"" + Edge.HOST + "\";",
                "haproxy-host",
                Edge.HOST,
                "haproxy-port",
                Integer.toString(settings.ports().haproxy()),
                "purger-host",
                Edge.HOST,
                "purger-port",
                Integer.toString(settings.ports().purger()),
                "varnish-address",
                Edge.HOST + ":" + settings.ports().varnish()));
    int port = Edge.freePort();
    Launch varnish =
        edge.programs()
            .varnishd(
                "-F",
                "-j",
                "none",
                "-n",
                Files.createDirectory(folder.resolve("varnish")).toString(),
                "-a",
                Edge.HOST + ":" + port,
                "-f",
                rules.toString(),
                "-s",
                "default,16m",
                "-p",
                "thread_pools=1",
                "-p",
                "thread_pool_min=10",
                "-T",
                "none");
    return new ForgottenVarnish(port, edge.start("varnish", varnish));
  }

  public String url() {
    return "http://" + Edge.HOST + ":" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
