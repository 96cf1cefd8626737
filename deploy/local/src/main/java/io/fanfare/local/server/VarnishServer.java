package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Varnish, which keeps public answers. */
public final class VarnishServer extends StackServer {

  public static final String NAME = "varnish";

  public VarnishServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().varnish());
  }

  @Override
  public Launch prepare() throws IOException {
    Ports ports = settings.ports();
    Map<String, String> values = new HashMap<>();
    values.put("purgers", "  \"" + Ports.HOST + "\";");
    values.put("haproxy-host", Ports.HOST);
    values.put("haproxy-port", Integer.toString(ports.haproxy()));
    values.put("purger-host", Ports.HOST);
    values.put("purger-port", Integer.toString(ports.purger()));
    values.put("varnish-address", Ports.HOST + ":" + ports.varnish());
    Path rules =
        files.configure("fanfare.vcl", EdgeTemplate.VARNISH.render(settings.checkout(), values));
    return new EdgePrograms(settings.checkout())
        .varnishd(
            "-F",
            // Its users and their rights are for an installation.
            "-j",
            "none",
            "-n",
            files.temporary().toString(),
            "-a",
            Ports.HOST + ":" + ports.varnish(),
            "-f",
            rules.toString(),
            "-s",
            "default,64m",
            "-p",
            "thread_pools=1",
            "-p",
            "thread_pool_min=20",
            "-T",
            "none");
  }

  /** Ready when it passes a request on. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().varnish(), "/health/ready");
  }
}
