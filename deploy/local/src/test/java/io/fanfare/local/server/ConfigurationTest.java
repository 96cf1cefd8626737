package io.fanfare.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.local.Checkout;
import io.fanfare.local.DatabaseUser;
import io.fanfare.local.Secrets;
import io.fanfare.local.StackHome;
import io.fanfare.local.StackSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @TempDir Path directory;
  private StackSettings settings;
  private Secrets secrets;

  @BeforeEach
  void makeHome() {
    settings = StackSettings.pipeline(new Checkout(Path.of("/checkout")), directory, 21000);
    settings.home().create();
    secrets = settings.secrets();
  }

  @Test
  void kafkaListensOnLoopbackOnlyAndCreatesNoTopicByItself() throws IOException {
    Properties kafka = read(new KafkaServer(settings).properties());
    assertThat(kafka.getProperty("listeners"))
        .isEqualTo("PLAINTEXT://127.0.0.1:21001,CONTROLLER://127.0.0.1:21002");
    assertThat(kafka.getProperty("auto.create.topics.enable")).isEqualTo("false");
    assertThat(kafka.getProperty("group.initial.rebalance.delay.ms")).isEqualTo("0");
    assertThat(kafka.getProperty("transaction.state.log.replication.factor")).isEqualTo("1");
  }

  @Test
  void prometheusReadsAgentsWhereThereAreSome() throws IOException {
    String template = Files.readString(Path.of("../observability/prometheus.yml"));
    assertThat(new PrometheusServer(settings.withSending(true)).withPorts(template))
        .contains("targets: [\"127.0.0.1:21016\", \"127.0.0.1:21017\", \"127.0.0.1:21018\"]")
        .doesNotContain("${");
    assertThat(new PrometheusServer(settings.withSending(false)).withPorts(template))
        .contains("  - job_name: fanfare-agents\n    static_configs:\n      - targets: []\n")
        .doesNotContain("${");
  }

  @Test
  void prometheusReadsTheEdgeWhereThereIsOne() throws IOException {
    String template = Files.readString(Path.of("../observability/prometheus.yml"));
    assertThat(new PrometheusServer(settings.withEdge(true)).withPorts(template))
        .contains("\"127.0.0.1:" + settings.ports().apiAdmin() + "\", \"127.0.0.1:")
        .contains("targets: [\"127.0.0.1:" + settings.ports().purger() + "\"]")
        .contains("targets: [\"127.0.0.1:" + settings.ports().haproxyMetrics() + "\"]")
        .doesNotContain("${");
    assertThat(new PrometheusServer(settings).withPorts(template))
        .contains("targets: [\"127.0.0.1:" + settings.ports().apiAdmin() + "\"]\n")
        .contains("  - job_name: haproxy\n    static_configs:\n      - targets: []\n");
  }

  @Test
  void connectorsReadNoSecretExceptTheirOwn() throws IOException {
    String text = new ConnectServer(settings).properties(Path.of("/plugins"));
    Properties connect = read(text);
    assertThat(connect.getProperty("config.providers.directory.param.allowed.paths"))
        .isEqualTo(secrets.captureDirectory().toString());
    assertThat(connect.getProperty("exactly.once.source.support")).isEqualTo("enabled");
    assertThat(connect.getProperty("plugin.discovery")).isEqualTo("service_load");
    assertNoSecretIn(text);
  }

  @Test
  void cassandraTakesBatchesOfManyRecipientsAndNoLargerOnesThanByDefault() {
    String yaml = CassandraConfiguration.render(settings.ports(), directory);
    assertThat(yaml)
        .contains(
            "native_transport_port: 21004",
            "rpc_address: 127.0.0.1",
            "batch_size_warn_threshold: 49KiB",
            "unlogged_batch_across_partitions_warn_threshold: 1000")
        .doesNotContain("batch_size_fail_threshold");
  }

  /** The jobs use the same number: they take older writes as durable. */
  @Test
  void cassandraAcknowledgesNothingWhileItsLogLags() {
    assertThat(CassandraConfiguration.render(settings.ports(), directory))
        .contains("commitlog_sync: periodic\n", "periodic_commitlog_sync_lag_block: 10ms\n");
  }

  @Test
  void flinkKeepsCheckpointsOfStoppedJobsAndRestartsWithoutLimit() {
    String yaml = FlinkConfiguration.of(settings).render(directory);
    assertThat(yaml.lines())
        .contains(
            "rest.bind-address: \"127.0.0.1\"",
            "state.backend.type: \"rocksdb\"",
            "execution.checkpointing.unaligned.enabled: \"true\"",
            "execution.checkpointing.externalized-checkpoint-retention: \"RETAIN_ON_CANCELLATION\"",
            "execution.checkpointing.dir: \"file://" + directory + "/data/flink/checkpoints\"",
            "restart-strategy.type: \"exponential-delay\"",
            "heartbeat.timeout: \"10s\"");
  }

  @Test
  void mariaDbLogsWholeRows() throws IOException {
    ServerFiles files = new ServerFiles(settings.home(), MariaDbServer.NAME);
    TlsKeyPair keys = new TlsKeyPair(Path.of("/key.pem"), Path.of("/cert.pem"));
    String configuration =
        new MariaDbConfiguration(settings, Path.of("/base"), files, true)
            .render(Path.of("/users.sql"), keys);
    assertThat(configuration.lines())
        .contains(
            "user=root",
            "bind-address=127.0.0.1",
            "port=21000",
            "binlog-format=ROW",
            "binlog-row-image=FULL",
            "binlog-row-metadata=FULL",
            "default-time-zone=+00:00",
            "init-file=\"/users.sql\"");
    assertNoSecretIn(configuration);
  }

  @Test
  void databaseUsersHaveOnlyTheRightsThatTheyNeed() {
    String statements = MariaDbUsers.statements(secrets);
    assertThat(statements.lines().filter(line -> line.startsWith("GRANT")))
        .containsExactlyInAnyOrder(
            "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
            "GRANT ALL PRIVILEGES ON fanfare.* TO 'fanfare_app'@'127.0.0.1';",
            "GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.*"
                + " TO 'fanfare_capture'@'127.0.0.1';",
            "GRANT SELECT, LOCK TABLES ON fanfare.* TO 'fanfare_capture'@'127.0.0.1';",
            "GRANT SELECT ON fanfare.* TO 'fanfare_api'@'127.0.0.1';");
    assertThat(statements).startsWith("SET SESSION sql_log_bin=0;\n");
  }

  private void assertNoSecretIn(String text) {
    assertThat(Arrays.stream(DatabaseUser.values()).map(secrets::password))
        .noneMatch(text::contains);
  }

  private static Properties read(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }

  @Test
  void theKeyOfAHomeIsCreatedOnce() throws IOException, InterruptedException {
    new StackHome(directory).create();
    TlsKeyPair keys = TlsKeyPair.createIfMissing(directory);
    String made = java.nio.file.Files.readString(keys.key());
    assertThat(made).startsWith("-----BEGIN PRIVATE KEY-----\n");
    assertThat(TlsKeyPair.createIfMissing(directory)).isEqualTo(keys);
    assertThat(keys.key()).hasContent(made);
  }
}
