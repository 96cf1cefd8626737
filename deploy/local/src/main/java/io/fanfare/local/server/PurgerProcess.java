package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The purger of Varnish. */
public final class PurgerProcess extends StackServer {

  public static final String NAME = "purger";

  public PurgerProcess(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().purger());
  }

  @Override
  public Launch prepare() throws IOException {
    Path libraries =
        files.copyJars(settings.checkout().purgerJar(), settings.checkout().purgerLibraries());
    StackAddresses addresses = new StackAddresses(settings);
    return new Launch(
        files
            .withLog4j(java(32, 128))
            .jarsIn(libraries)
            .main(
                "io.fanfare.purger.Purger",
                "--host",
                Ports.HOST,
                "--admin-port",
                settings.ports().purger(),
                "--kafka-bootstrap",
                addresses.kafka().bootstrap(),
                "--varnish",
                Ports.HOST + ":" + settings.ports().varnish(),
                "--beat-ms",
                addresses.heartbeat().toMillis()));
  }

  /** Ready when a beat of the source has come, and Varnish is purged. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().purger(), "/health/ready");
  }
}
