package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Alertmanager, which groups the alerts of Prometheus. */
public final class AlertmanagerServer extends StackServer {

  public static final String NAME = "alertmanager";

  public AlertmanagerServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().alertmanager());
  }

  @Override
  public Launch prepare() throws IOException {
    String template = Files.readString(settings.checkout().observability("alertmanager.yml"));
    Path configuration = files.configure("alertmanager.yml", ShortenedTimes.in(settings, template));
    List<String> command =
        new ArrayList<>(new ObservabilityPrograms(settings.checkout()).alertmanager());
    command.addAll(
        List.of(
            "--config.file=" + configuration,
            "--storage.path=" + Files.createDirectories(files.data()),
            "--web.listen-address=" + Ports.HOST + ":" + settings.ports().alertmanager(),
            // It has no peers.
            "--cluster.listen-address=",
            "--log.level=warn"));
    return new Launch(command);
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().alertmanager(), "/-/ready");
  }
}
