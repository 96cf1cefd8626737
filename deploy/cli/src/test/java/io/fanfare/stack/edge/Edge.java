package io.fanfare.stack.edge;

import io.fanfare.local.Checkout;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.EdgePrograms;
import io.fanfare.local.server.EdgeTemplate;
import io.fanfare.local.server.HaproxyConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts and checks the programs of the edge, with files in one folder. */
final class Edge {

  static final String HOST = "127.0.0.1";

  /** How many requests may wait, and how many when one arrives that may wait longer. */
  private static final int QUEUE = 4;

  private static final int BATCH_QUEUE = 2;

  private final Checkout checkout = Checkout.around(Path.of(""));
  private final EdgePrograms programs = new EdgePrograms(checkout);
  private final Path folder;

  Edge(Path folder) {
    this.folder = folder;
  }

  EdgePrograms programs() {
    return programs;
  }

  Path file(String name) {
    return checkout.edge(name);
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  /** Writes a configuration with values for its placeholders. */
  Path write(EdgeTemplate template, Map<String, String> values) throws IOException {
    return Files.writeString(folder.resolve(template.name()), template.render(checkout, values));
  }

  String render(EdgeTemplate template, Map<String, String> values) throws IOException {
    return template.render(checkout, values);
  }

  Process start(String name, Launch launch) throws IOException {
    return launch.start(folder, folder.resolve(name + ".out"));
  }

  String output(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".out"));
  }

  /** HAProxy's configuration, for API servers with one slot each. */
  Path writeHaproxy(int listen, int metrics, List<Integer> apis, Duration queueWait)
      throws IOException {
    HaproxyConfiguration configuration =
        new HaproxyConfiguration(
            listen,
            metrics,
            folder.resolve("haproxy.sock"),
            apis,
            1,
            1,
            QUEUE,
            BATCH_QUEUE,
            queueWait);
    return Files.writeString(folder.resolve("haproxy.cfg"), configuration.render(checkout));
  }

  Map<String, String> nginx(int listen, int varnish, int haproxy) {
    return Map.of(
        "nginx-listen", HOST + ":" + listen,
        "nginx-files", folder.toString(),
        "varnish-address", HOST + ":" + varnish,
        "haproxy-address", HOST + ":" + haproxy);
  }
}
