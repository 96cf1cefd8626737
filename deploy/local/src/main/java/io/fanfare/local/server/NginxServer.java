package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx: what clients of the edge reach. */
public final class NginxServer extends StackServer {

  public static final String NAME = "nginx";

  public NginxServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().nginx());
  }

  @Override
  public Launch prepare() throws IOException {
    Ports ports = settings.ports();
    Path folder = files.temporary();
    Map<String, String> values =
        Map.of(
            "nginx-listen", Ports.HOST + ":" + ports.nginx(),
            "nginx-files", folder.toString(),
            "varnish-address", Ports.HOST + ":" + ports.varnish(),
            "haproxy-address", Ports.HOST + ":" + ports.haproxy());
    Path configuration =
        files.configure("fanfare.conf", EdgeTemplate.NGINX.render(settings.checkout(), values));
    return new EdgePrograms(settings.checkout())
        .nginx(
            "-p",
            folder.toString(),
            "-c",
            configuration.toString(),
            "-g",
            // Workers would outlive a parent that is killed, and keep its port.
            "daemon off; master_process off;");
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().nginx(), "/health/ready");
  }
}
