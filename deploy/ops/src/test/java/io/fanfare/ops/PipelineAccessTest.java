package io.fanfare.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.SourceAccess.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    List<String> lines =
        List.of(
            "connect-url=http://connect:8083/",
            "cassandra-sync-lag-ms=200",
            "stats-cassandra-contact-point=stats-cassandra:9042",
            "stats-cassandra-datacenter=dc2",
            "elasticsearch-hosts=es1:9200,es2:9200",
            "elasticsearch-tls=true",
            "elasticsearch-user=elastic",
            "elasticsearch-password-file=/run/secrets/elastic",
            "plays-after-ms=3000",
            "flink-url=http://jobmanager:8081/",
            "flink-jobs-jar=/opt/fanfare-jobs.jar",
            "flink-savepoints=s3://bucket/savepoints",
            "max-rows-per-second=5000");

    assertThat(PipelineAccess.read(file(required(), lines)))
        .isEqualTo(
            new PipelineAccess(
                new SourceAccess(
                    Flavour.MYSQL,
                    "jdbc:mariadb://mysql:3306/fanfare",
                    new Login("reader", "secret"),
                    new Login("capture", "more secret")),
                "kafka1:9092,kafka2:9092",
                "http://connect:8083",
                new CassandraAccess("cassandra:9042", "dc1", 200),
                new CassandraAccess("stats-cassandra:9042", "dc2", 200),
                new ElasticsearchAccess(
                    "es1:9200,es2:9200", true, "elastic", "/run/secrets/elastic"),
                Duration.ofSeconds(3),
                new FlinkAccess(
                    "http://jobmanager:8081",
                    Path.of("/opt/fanfare-jobs.jar"),
                    "s3://bucket/savepoints",
                    5_000)));
  }

  @Test
  void optionalPartsMayBeLeftOut() throws IOException {
    PipelineAccess pipeline =
        PipelineAccess.read(
            file(required(), List.of("connect-url=http://connect", "search=false", "stats=false")));

    assertThat(pipeline.searches()).isFalse();
    assertThat(pipeline.counts()).isFalse();
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
            file(required(), List.of("connect-url=http://connect", "elasticsearch-hosts=es:9200")));

    assertThat(pipeline.requireStats())
        .isEqualTo(pipeline.dashboards())
        .isEqualTo(new CassandraAccess("cassandra:9042", "dc1", 0));
    assertThat(pipeline.requireSearch())
        .isEqualTo(new ElasticsearchAccess("es:9200", false, "", ""));
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
                "cassandra-contact-point=cassandra:9042",
                "cassandra-sync-lag-ms=soon",
                "search=perhaps",
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
            line -> assertThat(line).startsWith("search is 'perhaps', which is neither"),
            line -> assertThat(line).startsWith("flink-url, flink-jobs-jar and flink-savepoints"),
            line -> assertThat(line).startsWith("Unknown key kafka-boostrap: known are "));
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
        "cassandra-contact-point=cassandra:9042",
        "cassandra-datacenter=dc1");
  }

  @SafeVarargs
  private Path file(List<String>... parts) throws IOException {
    List<String> lines = List.of(parts).stream().flatMap(List::stream).toList();
    return Files.write(directory.resolve("pipeline.properties"), lines);
  }
}
