package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.Launch;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prometheus, which reads the metrics of all servers and evaluates the rules of alerts. */
public final class PrometheusServer extends StackServer {

  public static final String NAME = "prometheus";

  /** What a stack may lack. */
  private static final String ABSENT = "api-2|purger|haproxy|agent-[a-z]+";

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

  /** The ports of what there is in this stack; there is nothing to read from all else. */
  String withPorts(String template) {
    String text = template;
    for (Map.Entry<String, Integer> port : portsByName().entrySet()) {
      text = text.replace("${" + port.getKey() + "}", port.getValue().toString());
    }
    return text.replaceAll("(, )?\"127\\.0\\.0\\.1:\\$\\{(" + ABSENT + ")}\"", "");
  }

  private Map<String, Integer> portsByName() {
    Ports ports = settings.ports();
    Map<String, Integer> byName =
        new HashMap<>(
            Map.of(
                "exporter", ports.exporter(),
                "alertmanager", ports.alertmanager(),
                "jobmanager", ports.jobManagerReporter(),
                "taskmanager", ports.taskManagerReporter(),
                "api", ports.apiAdmin(),
                "kafka", ports.kafkaMetrics(),
                "connect", ports.connectMetrics(),
                "cassandra", ports.cassandraMetrics()));
    if (settings.hasEdge()) {
      byName.put("api-2", ports.secondApiAdmin());
      byName.put("purger", ports.purger());
      byName.put("haproxy", ports.haproxyMetrics());
    }
    if (settings.sends()) {
      for (Channel channel : Channel.values()) {
        byName.put("agent-" + Channels.name(channel), ports.agents().get(channel.ordinal()));
      }
    }
    return byName;
  }

  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().prometheus(), "/-/ready");
  }
}
