package io.fanfare.local.server;

import io.fanfare.local.Ports;
import io.fanfare.local.StackSettings;
import io.fanfare.local.process.JavaCommand;
import io.fanfare.local.process.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker that is its own KRaft controller. */
public final class KafkaServer extends StackServer {

  public static final String NAME = "kafka";

  /** Any id works, because no other node joins the cluster. */
  private static final String CLUSTER_ID = "ZmFuZmFyZS1sb2NhbC0xMQ";

  public KafkaServer(StackSettings settings) {
    super(NAME, settings);
  }

  @Override
  public List<Integer> ports() {
    return withMetrics(
        settings.ports().kafkaMetrics(),
        settings.ports().kafka(),
        settings.ports().kafkaController());
  }

  @Override
  public Launch prepare() throws IOException, InterruptedException {
    Path properties = files.configure("server.properties", properties());
    if (!Files.exists(files.data().resolve("meta.properties"))) {
      format(properties);
    }
    JavaCommand java =
        JmxExporter.in(
            files.withLog4j(java(128, 384)),
            settings,
            files,
            "kafka.yml",
            settings.ports().kafkaMetrics());
    return new Launch(java.jarsIn(libraries()).main("kafka.Kafka", properties));
  }

  /** The broker opens its port only after it has joined its cluster. */
  @Override
  public boolean ready() {
    return Reachable.byTcp(settings.ports().kafka());
  }

  private void format(Path properties) throws IOException, InterruptedException {
    Files.createDirectories(files.data());
    List<String> command =
        files
            .withLog4j(JavaCommand.withHeap(32, 64).optimizeForStart())
            .jarsIn(libraries())
            .main(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "--cluster-id",
                CLUSTER_ID,
                "--config",
                properties);
    files.run("format", new Launch(command), ProcessBuilder.Redirect.from(new File("/dev/null")));
  }

  private Path libraries() {
    return settings.checkout().server(NAME, "lib");
  }

  String properties() {
    int broker = settings.ports().kafka();
    int controller = settings.ports().kafkaController();
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@%1$s:%3$d
        listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
        advertised.listeners=PLAINTEXT://%1$s:%2$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        log.dirs=%4$s

        # One node: everything has one copy.
        default.replication.factor=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        # Flink's sink uses transactions of up to an hour.
        transaction.max.timeout.ms=3600000
        # A killed Connect worker leaves a transaction open. Its successor waits until the broker
        # aborts it, so the broker looks every second, not every ten.
        transaction.abort.timed.out.transaction.cleanup.interval.ms=1000

        # An undeclared name is a mistake, not a new topic.
        auto.create.topics.enable=false
        group.initial.rebalance.delay.ms=0

        num.network.threads=2
        num.io.threads=4
        log.cleaner.dedupe.buffer.size=16777216
        log.segment.bytes=134217728
        """
        .formatted(Ports.HOST, broker, controller, files.data());
  }
}
