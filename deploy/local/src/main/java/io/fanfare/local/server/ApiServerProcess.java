package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.Source;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One of Fanfare's API servers: the only one, or one of the two behind an edge. */
public final class ApiServerProcess extends StackServer {

  public static final String NAME = "api";

  /** The second one. */
  public static final String SECOND = "api-2";

  /** HAProxy needs two checks, one a second, to notice that a server stops. */
  private static final int DRAIN_SECONDS = 4;

  private final int port;
  private final int adminPort;

  private ApiServerProcess(String name, StackSettings settings, int port, int adminPort) {
    super(name, settings);
    this.port = port;
    this.adminPort = adminPort;
  }

  public static ApiServerProcess first(StackSettings settings) {
    Ports ports = settings.ports();
    return new ApiServerProcess(NAME, settings, ports.api(), ports.apiAdmin());
  }

  public static ApiServerProcess second(StackSettings settings) {
    Ports ports = settings.ports();
    return new ApiServerProcess(SECOND, settings, ports.secondApi(), ports.secondApiAdmin());
  }

  @Override
  public List<Integer> ports() {
    return withMetrics(adminPort, port);
  }

  @Override
  public Launch prepare() throws IOException {
    Path libraries =
        files.copyJars(
            settings.checkout().apiServerJar(), settings.checkout().apiServerLibraries());
    JavaCommand java = files.withLog4j(java(64, 256)).jarsIn(libraries);
    StackAddresses addresses = new StackAddresses(settings);
    Source source = settings.source();
    return new Launch(
        java.main(
            "io.fanfare.api.ApiServer",
            "--host",
            Ports.HOST,
            "--port",
            port,
            "--public-url",
            // Both servers give the same links, whichever a client is sent to.
            addresses.publicUrl(),
            "--admin-port",
            settings.isObserved() ? adminPort : 0,
            "--prometheus-url",
            settings.isObserved() ? addresses.prometheusUrl() : "",
            "--mysql-url",
            source.url(),
            "--mysql-user",
            source.readerUser(),
            "--mysql-password-file",
            source.readerPasswordFile(),
            "--cassandra-contact-points",
            addresses.cassandra().contactPoints(),
            "--cassandra-datacenter",
            addresses.cassandra().datacenter(),
            "--kafka-bootstrap",
            addresses.kafka().bootstrap(),
            "--beat-ms",
            addresses.heartbeat().toMillis(),
            "--elasticsearch-urls",
            addresses.elasticsearchUrl(),
            "--token-key-file",
            settings.secrets().tokenKeyFile(),
            "--opt-out-key-file",
            settings.secrets().optOutKeyFile(),
            "--webhook-key-file",
            settings.secrets().webhookKeyFile(),
            "--push-public-key",
            settings.secrets().vapidPublicKey(),
            "--trusted-proxies",
            settings.hasEdge() ? "127.0.0.0/8" : "",
            // Benchmarks are one client, and measure the server.
            "--requests-per-minute",
            0,
            // Without HAProxy, nothing sends requests to another server meanwhile.
            "--drain-seconds",
            settings.hasEdge() ? DRAIN_SECONDS : 0,
            "--local-sign-in",
            "true"));
  }

  /** Ready when it has all that local commands need; the server itself is ready without Kafka. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(port, "/health/ready", body -> !body.contains("\"Kafka\""));
  }
}
