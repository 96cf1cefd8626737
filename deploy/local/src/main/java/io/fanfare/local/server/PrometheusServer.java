package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Prometheus, which reads the metrics of all servers and evaluates the rules of alerts. */
public final class PrometheusServer extends StackServer {

  public static final String NAME = "prometheus";

  public PrometheusServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return List.of(settings.ports().prometheus());
  }

  @Override
  public Launch prepare() throws IOException {
    files.configure("rules.yml", read("rules.yml"));
    Path configuration = files.configure("prometheus.yml", withPorts(read("prometheus.yml")));
    return new Launch(
        List.of(
            new ObservabilityPrograms(settings.checkout()).prometheus().toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + Files.createDirectories(files.data()),
            "--storage.tsdb.retention.time=7d",
            "--web.listen-address=" + Ports.HOST + ":" + settings.ports().prometheus(),
            "--log.level=warn"));
  }

  private String read(String file) throws IOException {
    return ShortenedTimes.in(settings, Files.readString(settings.checkout().observability(file)));
  }

  String withPorts(String template) {
    String text = template;
    for (Channel channel : Channel.values()) {
      text = withAgent(channel, text);
    }
    Ports ports = settings.ports();
    Map<String, Integer> byName =
        Map.of(
            "exporter", ports.exporter(),
            "alertmanager", ports.alertmanager(),
            "jobmanager", ports.jobManagerReporter(),
            "taskmanager", ports.taskManagerReporter(),
            "api", ports.apiAdmin(),
            "kafka", ports.kafkaMetrics(),
            "connect", ports.connectMetrics(),
            "cassandra", ports.cassandraMetrics());
    for (Map.Entry<String, Integer> port : byName.entrySet()) {
      text = text.replace("${" + port.getKey() + "}", port.getValue().toString());
    }
    return text;
  }

  /** The port of an agent; without agents there is nothing to read. */
  private String withAgent(Channel channel, String template) {
    String port = "${agent-" + Channels.name(channel) + "}";
    return settings.sends()
        ? template.replace(port, Integer.toString(settings.ports().agents().get(channel.ordinal())))
        : template.replaceAll("targets: \\[.*" + Pattern.quote(port) + ".*]", "targets: []");
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().prometheus(), "/-/ready");
  }
}
