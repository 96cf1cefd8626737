package io.fanfare.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.debezium.SourceSettings;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.SourceAccess.Login;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineAccessTest {

  @TempDir private Path directory;
  private Path readerPassword;
  private Path capturePassword;

  @BeforeEach
  void writePasswords() throws IOException {
    readerPassword = Files.writeString(directory.resolve("reader"), "secret\n");
    capturePassword = Files.writeString(directory.resolve("capture"), "more secret\n");
  }

  @Test
  void readsAWholeFile() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.pem"), "");
    Path driver = Files.writeString(directory.resolve("cassandra.conf"), "");
    Path kafka = Files.writeString(directory.resolve("kafka"), "security.protocol=SSL\n");
    Map<String, String> kafkaSettings =
        Map.of(
            "security.protocol",
            "${fanfare:" + kafka + ":security.protocol}",
            "config.providers",
            "fanfare",
            "config.providers.fanfare.class",
            "org.apache.kafka.common.config.provider.FileConfigProvider");
    List<String> lines =
        List.of(
            "kafka-config=" + kafka,
            "connect-url=http://connect:8083/",
            "connect-user=worker",
            "connect-password-file=" + readerPassword,
            "cassandra-config=" + driver,
            "capture-password-reference=${file:/run/secrets/capture:password}",
            "capture-server-id=7",
            "capture-ssl-mode=required",
            "connect-kafka-config=/worker/kafka",
            "cassandra-sync-lag-ms=200",
            "stats-cassandra-contact-points=stats-cassandra:9042",
            "stats-cassandra-datacenter=dc2",
            "elasticsearch-urls=https://es1:9200,https://es2:9200",
            "elasticsearch-ca-file=" + ca,
            "elasticsearch-user=elastic",
            "elasticsearch-password-file=" + readerPassword,
            "plays-after-ms=3000",
            "edge-urls=http://varnish1:6081/, http://varnish2:6081",
            "edge-origin-url=https://haproxy/",
            "edge-purger-url=http://purger:9460",
            "fetch-ms=9000",
            "flink-url=https://jobmanager:8081/",
            "flink-ca-file=" + ca,
            "flink-jobs-jar=/opt/fanfare-jobs.jar",
            "flink-savepoints=s3://bucket/savepoints",
            "rebuild-parallelism=4",
            "max-rows-per-second=5000");

    assertThat(PipelineAccess.read(file(required(), lines)))
        .isEqualTo(
            new PipelineAccess(
                new SourceAccess(
                    Flavour.MYSQL,
                    "jdbc:mariadb://mysql:3306/fanfare",
                    new Login("reader", "secret"),
                    new Login("capture", "more secret")),
                new KafkaAccess("kafka1:9092,kafka2:9092", kafka.toString(), kafkaSettings),
                new RestAccess("http://connect:8083", "worker", "secret", null),
                new SourceSettings(
                    Flavour.MYSQL,
                    "mysql",
                    3306,
                    "capture",
                    "${file:/run/secrets/capture:password}",
                    "fanfare",
                    7,
                    "kafka1:9092,kafka2:9092",
                    Duration.ofSeconds(1),
                    Duration.ofMillis(10),
                    "required",
                    Map.of("security.protocol", "${file:/worker/kafka:security.protocol}")),
                new CassandraAccess("cassandra:9042", "dc1", driver.toString()),
                new CassandraAccess("stats-cassandra:9042", "dc2", driver.toString()),
                new ElasticsearchAccess(
                    "https://es1:9200,https://es2:9200",
                    "elastic",
                    readerPassword.toString(),
                    "",
                    ca.toString()),
                Duration.ofSeconds(3),
                true,
                new EdgeAccess(
                    List.of("http://varnish1:6081", "http://varnish2:6081"),
                    "https://haproxy",
                    "http://purger:9460",
                    Duration.ofSeconds(9)),
                new FlinkAccess(
                    new RestAccess("https://jobmanager:8081", "", "", ca),
                    Path.of("/opt/fanfare-jobs.jar"),
                    Path.of("/opt/fanfare-rebuild-cassandra.jar"),
                    Path.of("/opt/fanfare-rebuild-elasticsearch.jar"),
                    "s3://bucket/savepoints",
                    4,
                    5_000,
                    200)));
  }

  @Test
  void optionalPartsMayBeLeftOut() throws IOException {
    PipelineAccess pipeline =
        PipelineAccess.read(
            file(required(), List.of("connect-url=http://connect", "search=false", "stats=false")));

    assertThat(pipeline.searches()).isFalse();
    assertThat(pipeline.counts()).isFalse();
    assertThat(pipeline.edge()).isNull();
    assertThatThrownBy(pipeline::requireEdge).hasMessageStartingWith("The pipeline has no edge:");
    assertThatThrownBy(pipeline::requireSearch).hasMessage("The pipeline has no search.");
    assertThatThrownBy(pipeline::requireStats).hasMessage("The pipeline has no stats.");
    assertThatThrownBy(pipeline::requireFlink)
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("flink-url, flink-jobs-jar and flink-savepoints");
  }

  @Test
  void statsAreInTheClusterOfDashboardsUnlessAnotherIsNamed() throws IOException {
    PipelineAccess pipeline =
        PipelineAccess.read(
            file(
                required(),
                List.of("connect-url=http://connect", "elasticsearch-urls=http://es:9200")));

    assertThat(pipeline.requireStats())
        .isEqualTo(pipeline.dashboards())
        .isEqualTo(CassandraAccess.open("cassandra:9042", "dc1"));
    assertThat(pipeline.requireSearch()).isEqualTo(ElasticsearchAccess.open("http://es:9200"));
  }

  @Test
  void reportsEveryProblemAtOnce() throws IOException {
    Path file =
        file(
            List.of(
                "mysql-url=jdbc:mysql://mysql:3306/fanfare",
                "mysql-flavour=postgres",
                "mysql-user=reader",
                "mysql-password-file=" + directory.resolve("nothing"),
                "capture-user=capture",
                "capture-password-file=" + capturePassword,
                "kafka-bootstrap=kafka1",
                "cassandra-contact-points=cassandra:9042",
                "cassandra-sync-lag-ms=soon",
                "cassandra-config=/no/such.conf",
                "search=perhaps",
                "edge-urls=varnish:6081",
                "flink-url=http://jobmanager:8081",
                "kafka-boostrap=kafka1:9092"));

    OperationException problems =
        catchThrowableOfType(OperationException.class, () -> PipelineAccess.read(file));

    assertThat(problems.getMessage().lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("mysql-url does not look like jdbc:mariadb://"),
            line -> assertThat(line).startsWith("mysql-flavour is 'postgres', which is none of"),
            line -> assertThat(line).startsWith("mysql-password-file names a file that cannot be"),
            line -> assertThat(line).startsWith("kafka-bootstrap is 'kafka1', not host:port"),
            line -> assertThat(line).isEqualTo("connect-url is missing in " + file + "."),
            line -> assertThat(line).isEqualTo("cassandra-datacenter is missing in " + file + "."),
            line -> assertThat(line).startsWith("cassandra-sync-lag-ms is 'soon', not a whole"),
            line -> assertThat(line).startsWith("cassandra-config names a file that cannot be"),
            line -> assertThat(line).startsWith("search is 'perhaps', which is neither"),
            line -> assertThat(line).startsWith("edge-urls contains 'varnish:6081', not a URL"),
            line -> assertThat(line).startsWith("edge-urls, edge-origin-url and edge-purger-url"),
            line -> assertThat(line).startsWith("flink-url, flink-jobs-jar and flink-savepoints"),
            line -> assertThat(line).startsWith("Unknown key kafka-boostrap: known are "));
  }

  @Test
  void aWrongAddressOfTheCaptureIsAProblemLikeAllOthers() throws IOException {
    Path file =
        file(
            required(),
            List.of(
                "connect-url=http://connect",
                "search=false",
                "capture-password-reference=${file:/f:p}",
                "capture-server-id=7",
                "capture-address=db.example.com"));
    assertThatThrownBy(() -> PipelineAccess.read(file))
        .isInstanceOf(OperationException.class)
        .hasMessage("capture-address is 'db.example.com', not host:port[,host:port].");
  }

  @Test
  void reportsAFileThatCannotBeRead() {
    Path file = directory.resolve("nothing.properties");
    assertThatThrownBy(() -> PipelineAccess.read(file))
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith("The file of settings cannot be read: " + file + ".");
  }

  @Test
  void theTextOfAConfigurationHoldsNoPassword() throws IOException {
    PipelineAccess pipeline =
        PipelineAccess.read(
            file(required(), List.of("connect-url=http://connect", "search=false")));
    assertThat(pipeline.toString()).contains("reader", "capture").doesNotContain("secret");
  }

  private List<String> required() {
    return List.of(
        "mysql-flavour=mysql",
        "mysql-url=jdbc:mariadb://mysql:3306/fanfare",
        "mysql-user=reader",
        "mysql-password-file=" + readerPassword,
        "capture-user=capture",
        "capture-password-file=" + capturePassword,
        "kafka-bootstrap=kafka1:9092,kafka2:9092",
        "cassandra-contact-points=cassandra:9042",
        "cassandra-datacenter=dc1");
  }

  @SafeVarargs
  private Path file(List<String>... parts) throws IOException {
    List<String> lines = List.of(parts).stream().flatMap(List::stream).toList();
    return Files.write(directory.resolve("pipeline.properties"), lines);
  }
}
