package io.fanfare.local.server;

import io.fanfare.connectors.debezium.ConnectorTemplate;
import io.fanfare.local.Ports;
import io.fanfare.local.Secrets;
import io.fanfare.local.StackAddresses;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Kafka Connect worker with Debezium and our converter as plugins. */
public final class ConnectServer extends StackServer {

  public static final String NAME = "connect";

  private static final String GROUP = "fanfare-connect";

  /** Transactional id of the connector's only task, as Connect names it. */
  private static final String PRODUCER = GROUP + "-" + ConnectorTemplate.CONNECTOR + "-0";

  public ConnectServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return withMetrics(settings.ports().connectMetrics(), settings.ports().connect());
  }

  @Override
  public Launch prepare() throws IOException, InterruptedException {
    OpenTransaction.abort(new StackAddresses(settings).kafka(), PRODUCER);
    Path properties = files.configure("worker.properties", properties(plugins()));
    JavaCommand java =
        JmxExporter.in(
            files.withLog4j(java(96, 384)).jarsIn(settings.checkout().server(NAME, "lib")),
            settings,
            files,
            "connect.yml",
            settings.ports().connectMetrics());
    return new Launch(java.main("org.apache.kafka.connect.cli.ConnectDistributed", properties));
  }

  /** The worker lists its connectors once it has joined its group. */
  @Override
  public boolean ready() throws InterruptedException {
    return Reachable.byHttp(settings.ports().connect(), "/connectors");
  }

  /**
   * A directory with one link for each plugin. The worker loads each entry with its own class
   * loader.
   */
  private Path plugins() throws IOException {
    Path debezium = settings.checkout().server(NAME, "plugins");
    Path plugins = Files.createDirectories(settings.home().configuration(NAME).resolve("plugins"));
    link(plugins, "debezium-mariadb", debezium.resolve("debezium-connector-mariadb"));
    link(plugins, "debezium-mysql", debezium.resolve("debezium-connector-mysql"));
    if (settings.extent().flows()) {
      Path converter = files.copyJars(settings.checkout().connectConverter());
      link(plugins, "fanfare-converter", converter);
    }
    return plugins;
  }

  private static void link(Path plugins, String name, Path target) throws IOException {
    Path link = plugins.resolve(name);
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  String properties(Path plugins) {
    Path secrets = new Secrets(settings.home()).captureDirectory();
    return """
        bootstrap.servers=%1$s:%2$d
        group.id=%6$s
        listeners=http://%1$s:%3$d
        rest.advertised.host.name=%1$s
        rest.advertised.port=%3$d

        config.storage.topic=connect-configs
        config.storage.replication.factor=1
        offset.storage.topic=connect-offsets
        offset.storage.replication.factor=1
        offset.storage.partitions=1
        status.storage.topic=connect-status
        status.storage.replication.factor=1
        status.storage.partitions=1
        key.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter=org.apache.kafka.connect.json.JsonConverter
        key.converter.schemas.enable=false
        value.converter.schemas.enable=false

        # A restart repeats no record: records and offsets are committed in one transaction.
        exactly.once.source.support=enabled
        offset.flush.interval.ms=5000
        scheduled.rebalance.max.delay.ms=0
        session.timeout.ms=6000
        heartbeat.interval.ms=2000
        task.shutdown.graceful.timeout.ms=5000

        plugin.path=%4$s
        plugin.discovery=service_load
        connector.client.config.override.policy=All

        # Connectors refer to the file of their password, so that no answer of the REST interface
        # contains it. They can read only this directory.
        config.providers=directory
        config.providers.directory.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
        config.providers.directory.param.allowed.paths=%5$s
        """
        .formatted(
            Ports.HOST,
            settings.ports().kafka(),
            settings.ports().connect(),
            plugins,
            secrets,
            GROUP);
  }
}
