package io.fanfare.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import io.fanfare.schemas.JobNames;
import io.fanfare.schemas.settings.KafkaAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkJobControlTest {

  private static final String RUN = "POST /jars/" + FakeJobManager.JAR + "/run";
  private static final StatsRebuild FROM_LOG = new StatsRebuild("2026-11-01", "", false);
  private static final StatsRebuild FROM_SAVEPOINT =
      new StatsRebuild("", "", true).from("s3://savepoints/1");

  @TempDir private Path directory;
  private FakeJobManager jobManager;
  private FlinkJobControl control;

  @BeforeEach
  void start() throws IOException {
    jobManager = new FakeJobManager();
    Path jar = Files.writeString(directory.resolve("fanfare-jobs.jar"), "jar");
    SourceAccess.Login login = new SourceAccess.Login("reader", "secret");
    CassandraAccess cassandra = CassandraAccess.open("cassandra:9042", "dc1");
    control =
        new FlinkJobControl(
            new PipelineAccess(
                new SourceAccess(Flavour.MARIADB, "jdbc:mariadb://mysql/fanfare", login, login),
                KafkaAccess.open("kafka:9092"),
                RestAccess.open("http://connect:8083"),
                null,
                cassandra,
                cassandra,
                ElasticsearchAccess.open("http://es:9200"),
                Duration.ofSeconds(3),
                true,
                null,
                new FlinkAccess(
                    RestAccess.open(jobManager.url()),
                    jar,
                    jar,
                    jar,
                    "s3://savepoints",
                    3,
                    500,
                    0)));
  }

  @AfterEach
  void stop() {
    jobManager.close();
  }

  @Test
  void startsAJobFromTheLog() throws Exception {
    control.start(FROM_LOG);
    control.awaitStarted(FROM_LOG);

    JsonNode run = jobManager.changes.get(RUN);
    assertThat(run.path("entryClass").asText()).isEqualTo(JobNames.STATS_REBUILD_CLASS);
    assertThat(arguments(run))
        .containsSequence("--kafka-bootstrap", "kafka:9092")
        .containsSequence("--cassandra-contact-points", "cassandra:9042")
        .containsSequence("--max-rows-per-second", "500")
        .containsSequence("--parallelism", "3")
        .endsWith("--from", "2026-11-01", "--to", "");
    assertThat(run.path("jobId").asText()).matches("[0-9a-f]{32}");
    assertThat(run.has("savepointPath")).isFalse();
    assertThat(jobManager.changes.keySet())
        .containsExactly("POST /jars/upload", RUN, "DELETE /jars/" + FakeJobManager.JAR);
    assertThat(control.state(JobNames.STATS_REBUILD)).hasValue(JobControl.RUNNING);
  }

  @Test
  void startsAJobFromASavepoint() throws Exception {
    control.start(FROM_SAVEPOINT);
    JsonNode run = jobManager.changes.get(RUN);
    assertThat(run.path("entryClass").asText()).isEqualTo(JobNames.STATS_CLASS);
    assertThat(arguments(run))
        .endsWith("--from", "", "--to", "", "--rebuild-from-savepoint", "true");
    assertThat(run.path("savepointPath").asText()).isEqualTo("s3://savepoints/1");
  }

  @Test
  void leavesAJobThatIsStartedAlready() throws Exception {
    jobManager.add("1", JobNames.search("v1-2"), "RESTARTING", "RUNNING");
    SearchBuild build = new SearchBuild("v1-2", null);
    control.start(build);
    control.awaitStarted(build);
    assertThat(jobManager.changes).isEmpty();
  }

  @Test
  void startsAJobAgainThatHasEnded() throws Exception {
    jobManager.add("1", JobNames.search("v1-2"), "FAILED");
    SearchBuild build = new SearchBuild("v1-2", null);
    control.start(build);
    control.awaitStarted(build);
    assertThat(arguments(jobManager.changes.get(RUN))).endsWith("--generation", "v1-2");
    assertThat(control.state(JobNames.search("v1-2"))).hasValue(JobControl.RUNNING);
  }

  @Test
  void reportsAJobThatNothingRestarts() {
    SearchBuild build = new SearchBuild("v1-2", null);
    jobManager.add("1", JobNames.search("v1-2"), "RUNNING", "FAILED");
    assertThatCode(() -> control.requireAlive(build)).doesNotThrowAnyException();
    assertThatThrownBy(() -> control.requireAlive(build))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job search-v1-2 is failed");
    assertThatThrownBy(() -> control.awaitStarted(new SearchBuild("v1-3", null)))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job search-v1-3 is gone");
  }

  @Test
  void seesTheJobThatRunsBesideOneThatHasEndedSince() throws Exception {
    jobManager.add("1", JobNames.search("v1-2"), "RUNNING");
    jobManager.add("2", JobNames.search("v1-2"), "CANCELED");
    control.stop(new SearchBuild("v1-2", null));
    assertThat(jobManager.changes).containsOnlyKeys("PATCH /jobs/1?mode=cancel");
  }

  @Test
  void stopsAJobAndReturnsOnceItHasEnded() throws Exception {
    jobManager.add("1", JobNames.search("v1-2"), "RUNNING");
    control.stop(new SearchBuild("v1-2", null));
    assertThat(jobManager.changes).containsOnlyKeys("PATCH /jobs/1?mode=cancel");
    assertThat(control.state(JobNames.search("v1-2"))).hasValue("CANCELED");

    control.stop(new SearchBuild("v1-2", null));
    control.stop(FROM_LOG);
    assertThat(jobManager.changes).hasSize(1);
  }

  @Test
  void readsWhatIsStartedFromTheCluster() throws Exception {
    jobManager.add("1", JobNames.FAN_OUT, "RUNNING");
    jobManager.add("2", JobNames.search("v1-1"), "RUNNING");
    jobManager.add("3", JobNames.search("v1-2"), "RESTARTING");
    jobManager.add("4", JobNames.search("v1-3"), "CANCELED");
    jobManager.add("of others", "search-indexer", "RUNNING");
    jobManager.add(
        "5",
        JobNames.STATS_REBUILD,
        Map.of("rebuild", "log", "from", "2026-11-01", "to", ""),
        "RUNNING");

    assertThat(control.started())
        .containsExactly(new SearchBuild("v1-1", null), new SearchBuild("v1-2", null), FROM_LOG);
    assertThat(control.state("nothing")).isEmpty();
  }

  @Test
  void waitsForAJobManagerThatDoesNotAnswerForAMoment() throws Exception {
    jobManager.add("1", JobNames.search("v1-1"), "RUNNING");
    jobManager.goAway();
    CompletableFuture<Void> back =
        CompletableFuture.runAsync(
            jobManager::comeBack, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

    assertThat(control.started()).containsExactly(new SearchBuild("v1-1", null));
    back.join();
  }

  private static List<String> arguments(JsonNode run) {
    List<String> arguments = new ArrayList<>();
    run.path("programArgsList").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }
}
