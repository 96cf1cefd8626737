package io.fanfare.stack.edge;

import io.fanfare.local.Checkout;
import io.fanfare.local.process.Launch;
import io.fanfare.local.server.EdgePrograms;
import io.fanfare.local.server.EdgeTemplate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Starts and checks the programs of the edge, with files in one folder. */
final class Edge {

  static final String HOST = "127.0.0.1";

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

  /** Values for all placeholders of HAProxy's configuration, for one API server. */
  Map<String, String> haproxy(int listen, int metrics, int api) {
    Map<String, String> values = new HashMap<>();
    values.put("haproxy-listen", HOST + ":" + listen);
    values.put("haproxy-metrics-listen", HOST + ":" + metrics);
    values.put("haproxy-socket", folder.resolve("haproxy.sock").toString());
    values.put("api-servers", "    server api1 " + HOST + ":" + api);
    values.put("slots", "1");
    values.put("event-slots", "1");
    values.put("queue", "4");
    values.put("batch-queue", "2");
    values.put("queue-wait", "60s");
    return values;
  }

  Map<String, String> nginx(int listen, int varnish, int haproxy) {
    return Map.of(
        "nginx-listen", HOST + ":" + listen,
        "nginx-files", folder.toString(),
        "varnish-address", HOST + ":" + varnish,
        "haproxy-address", HOST + ":" + haproxy);
  }
}
