package io.fanfare.ops.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fanfare.connectors.cassandra.CassandraAccess;
import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.PipelineAccess;
import io.fanfare.ops.RestAccess;
import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.backfill.FakeJobManager;
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChangesTest {

  private static final String RUN = "POST /jars/" + FakeJobManager.JAR + "/run";

  private static final Map<String, String> OURS =
      Map.of("kafka-bootstrap", "kafka2:9092", "parallelism", "3", "quantum", "7");

  @TempDir private Path directory;
  private FakeJobManager jobManager;
  private PipelineAccess pipeline;
  private JobChanges jobs;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    jobManager = new FakeJobManager();
    Path jar = Files.writeString(directory.resolve("fanfare-jobs.jar"), "jar");
    SourceAccess.Login login = new SourceAccess.Login("reader", "secret");
    pipeline =
        new PipelineAccess(
            new SourceAccess(Flavour.MARIADB, "jdbc:mariadb://mysql/fanfare", login, login),
            KafkaAccess.open("kafka1:9092,kafka2:9092"),
            RestAccess.open("http://connect:8083"),
            null,
            CassandraAccess.open("cassandra:9042", "dc1"),
            null,
            new ElasticsearchAccess("https://es:9200", "elastic", "/run/es", "", ""),
            Duration.ofSeconds(3),
            true,
            null,
            new FlinkAccess(
                RestAccess.open(jobManager.url()), jar, jar, jar, "s3://savepoints", 0, 500, 0));
    jobs = new JobChanges(pipeline, false, lines::add);
  }

  @AfterEach
  void stop() {
    jobManager.close();
  }

  @Test
  void aRestartKeepsOptionsAndTakesAddressesFromTheConfiguration() throws Exception {
    jobManager.add(
        "live",
        JobNames.search("v2"),
        Map.of(
            "kafka-bootstrap", "kafka2:9092",
            "elasticsearch-hosts", "es:9200",
            "elasticsearch-password-file", "******",
            "generation", "v2",
            "quantum", "7",
            "parallelism", "3"),
        "RUNNING");

    jobs.restart(JobNames.search("v2"), Optional.empty());

    assertThat(arguments())
        .containsSequence("--kafka-bootstrap", "kafka1:9092,kafka2:9092")
        .containsSequence("--elasticsearch-password-file", "/run/es")
        .containsSequence("--quantum", "7")
        .containsSequence("--parallelism", "3")
        .doesNotContain("--elasticsearch-hosts", "******");
    assertThat(arguments().stream().filter("--generation"::equals)).hasSize(1);
    assertThat(lines)
        .containsExactly(
            "The job search-v2 was stopped with the savepoint s3://savepoints/1",
            "All tasks of the job search-v2 run.");
  }

  @Test
  void namesAParallelismWithoutSlots() throws Exception {
    jobManager.add("live", JobNames.FAN_OUT, OURS, "RUNNING");
    jobs.restart(JobNames.FAN_OUT, Optional.of(5));
    assertThat(lines).first().asString().contains("has 4 slots now").contains("5 subtasks");
    assertThat(arguments()).containsSequence("--parallelism", "5");
  }

  @Test
  void nothingIsStoppedIfTheJarCannotReadItsState() throws Exception {
    jobManager.add("live", JobNames.FAN_OUT, OURS, "RUNNING");
    jobManager.checkpoint("s3://checkpoints/chk-7");
    jobManager.planName(
        "[{\"location\": \"s3://checkpoints/chk-7\", \"positions\": {\"models\": {\"0\": 4}},"
            + " \"problems\": [\"The key is another.\"]}]");
    assertThatThrownBy(() -> jobs.restart(JobNames.FAN_OUT, Optional.empty()))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job fan-out was not stopped, because")
        .hasMessageEndingWith("cannot be started from its state: The key is another.");
    assertThat(jobManager.changes)
        .containsKey("DELETE /jars/" + FakeJobManager.JAR)
        .doesNotContainKey("POST /jobs/live/stop");
    JsonNode asked = jobManager.changes.get("POST /jars/" + FakeJobManager.JAR + "/plan");
    assertThat(asked.at("/programArgsList/0").asText())
        .as("the folder, since the checkpoint may be gone when it is read")
        .isEqualTo("s3://checkpoints");

    jobManager.planName("[]");
    jobs.restart(JobNames.FAN_OUT, Optional.empty());
    assertThat(jobManager.changes).containsKey("POST /jobs/live/stop");
  }

  @Test
  void aJobIsNotStartedFromASavepointThatDoesNotFit() throws Exception {
    jobManager.planName("[{\"location\": \"s3://old\", \"problems\": [\"The key is another.\"]}]");
    Optional<String> old = Optional.of("s3://old");
    assertThatThrownBy(() -> jobs.start(JobNames.FAN_OUT, old, true, List.of()))
        .isInstanceOf(OperationException.class)
        .hasMessage(
            "The job fan-out was not started: The key is another. `--unchecked` starts it all the"
                + " same.");
    assertThat(jobManager.changes)
        .containsKey("DELETE /jars/" + FakeJobManager.JAR)
        .doesNotContainKey(RUN);
    jobs.start(JobNames.FAN_OUT, old, false, List.of());
    assertThat(jobManager.changes).containsKey(RUN);
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    jobManager.add("live", JobNames.FAN_OUT, OURS, "RUNNING");
    JobChanges rehearsed = new JobChanges(pipeline, true, lines::add);

    assertThat(rehearsed.stop(JobNames.FAN_OUT).document())
        .containsEntry("isDryRun", true)
        .containsEntry("savepoint", "s3://savepoints");
    rehearsed.restart(JobNames.FAN_OUT, Optional.of(4));
    rehearsed.start(JobNames.CLOSENESS, Optional.empty(), true, List.of("--parallelism", "2"));

    assertThat(jobManager.changes.keySet())
        .containsExactly("POST /jars/upload", "DELETE /jars/" + FakeJobManager.JAR);
    assertThat(lines)
        .contains("The job fan-out would be stopped with a savepoint in s3://savepoints.")
        .anyMatch(
            line ->
                line.startsWith("The job fan-out would be started from that savepoint, with")
                    && line.endsWith("--parallelism 4 --quantum 7."))
        .anyMatch(
            line ->
                line.startsWith(
                    "The job closeness would be started from the beginning of its log, with"));
  }

  @Test
  void nothingIsStoppedIfItsOptionsAreInAFile() {
    jobManager.add(
        "live",
        JobNames.FAN_OUT,
        Map.of("kafka-bootstrap", "kafka1:9092", "config", "/etc/job.properties"),
        "RUNNING");
    assertThatThrownBy(() -> jobs.restart(JobNames.FAN_OUT, Optional.empty()))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("was started with --config /etc/job.properties");
    assertThat(jobManager.changes).isEmpty();
  }

  @Test
  void aJobThatEndsAtItsStartIsCancelledAndReportedWithItsSavepoint() {
    jobManager.add("live", JobNames.FAN_OUT, OURS, "RUNNING");
    jobManager.failStarts();
    assertThatThrownBy(() -> jobs.restart(JobNames.FAN_OUT, Optional.empty()))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("was stopped with the savepoint s3://savepoints/1")
        .hasMessageContaining("The job fan-out is FAILED")
        .hasMessageContaining(
            "`fanfare jobs start fan-out --from s3://savepoints/1 --config … -- --parallelism 3"
                + " --quantum 7` starts it.");
    assertThat(jobManager.changes.keySet()).anyMatch(change -> change.endsWith("mode=cancel"));
  }

  @Test
  void theJobsOfAnotherPipelineAreLeftAlone() throws Exception {
    jobManager.add("other", JobNames.FAN_OUT, Map.of("kafka-bootstrap", "kafka9:9092"), "RUNNING");
    jobManager.add("stranger", JobNames.CLOSENESS, Map.of("parallelism", "1"), "RUNNING");

    assertThatThrownBy(() -> jobs.stop(JobNames.FAN_OUT)).hasMessageContaining("does not run on");
    assertThatThrownBy(() -> jobs.stop(JobNames.CLOSENESS))
        .hasMessageContaining("may belong to another pipeline");
    assertThatThrownBy(() -> jobs.start(JobNames.CLOSENESS, Optional.empty(), true, List.of()))
        .hasMessageContaining("The job closeness is RUNNING");
    assertThat(jobManager.changes).isEmpty();

    jobs.start(JobNames.FAN_OUT, Optional.empty(), true, List.of("--parallelism", "4"));
    assertThat(arguments()).endsWith("--parallelism", "4");
  }

  @Test
  void anUnknownJobIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> jobs.start("fanout", Optional.empty(), true, List.of()))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("There is no job fanout: known are fan-out, dashboard-interactive");
  }

  private List<String> arguments() {
    JsonNode run = jobManager.changes.get(RUN);
    List<String> arguments = new ArrayList<>();
    run.path("programArgsList").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }
}
