package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fanfare.ops.rest.FlinkRest;
import io.fanfare.schemas.JobNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The checkpoints of running jobs are listed, and compared with jars by the JobManager. */
@ExtendWith(SharedStack.class)
class SavepointITCase {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LIVE =
      List.of(
          JobNames.FAN_OUT,
          JobNames.DASHBOARD_INTERACTIVE,
          JobNames.DASHBOARD_BATCH,
          JobNames.CLOSENESS,
          JobNames.STATS,
          JobNames.search("v2"));

  @TempDir private Path elsewhere;
  private OperatorProgram program;

  @BeforeEach
  void begin() {
    program = new OperatorProgram(elsewhere);
  }

  @Test
  void everyCheckpointOfARunningJobFitsTheJarThatWroteIt() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(checkpoints()).containsKeys(LIVE.toArray(String[]::new)));
    Map<String, JsonNode> checkpoints = checkpoints();
    LIVE.forEach(
        job -> {
          JsonNode checkpoint = checkpoints.get(job);
          assertThat(checkpoint.path("problems")).as(job).isEmpty();
          assertThat(checkpoint.path("isRestorable").asBoolean()).as(job).isTrue();
          boolean readsModels = !job.startsWith("dashboard-");
          assertThat(checkpoint.at("/positions/models/0").isNumber())
              .as(job)
              .isEqualTo(readsModels);
        });
  }

  @Test
  void aSavepointIsCheckedBeforeAnythingIsStopped() throws Exception {
    String savepoint = savepoint(JobNames.FAN_OUT);
    assertThat(program.run("savepoint", "check", savepoint)).isZero();
    assertThat(program.output()).contains("The job fan-out can be started from it.");
    assertThat(program.run("savepoint", "check", "file:/none/such")).isEqualTo(1);
    assertThat(program.output())
        .contains("There is no savepoint at file:/none/such that the cluster can read");
    Path textbook = SharedStack.settings().checkout().textbookJar();
    assertThat(program.run("savepoint", "check", "file:/none", "--against", textbook.toString()))
        .isEqualTo(3);
    assertThat(program.output()).contains("fanfare-textbook.jar cannot be asked about savepoints");
  }

  /** Written while the job runs. */
  private String savepoint(String job) throws IOException, InterruptedException {
    FlinkRest flink = new FlinkRest(SharedStack.get().addresses().flink());
    String id =
        flink.jobs().stream()
            .filter(one -> one.name().equals(job) && one.state().equals("RUNNING"))
            .findFirst()
            .orElseThrow()
            .id();
    String request = flink.savepoint(id, elsewhere.resolve("savepoints").toUri().toString());
    await().atMost(PATIENCE).until(() -> flink.savepointOf(id, request).isPresent());
    return Objects.requireNonNull(flink.savepointOf(id, request).orElseThrow().location());
  }

  /** The newest one of each job. */
  private Map<String, JsonNode> checkpoints() throws IOException, InterruptedException {
    assertThat(program.run("savepoint", "--json")).isZero();
    return program
        .output()
        .lines()
        .map(SavepointITCase::parse)
        .filter(savepoint -> savepoint.has("job"))
        .collect(
            Collectors.toMap(
                savepoint -> savepoint.path("job").asText(),
                Function.identity(),
                (older, newer) -> newer));
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
