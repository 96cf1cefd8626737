package io.fanfare.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.FlinkAccess;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.RestAccess;
import io.fanfare.schemas.JobNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobSavepointsTest {

  private FakeJobManager jobManager;
  private JobSavepoints savepoints;

  @BeforeEach
  void start() throws IOException {
    jobManager = new FakeJobManager();
    savepoints =
        new JobSavepoints(
            new FlinkAccess(
                RestAccess.open(jobManager.url()),
                Path.of("jobs.jar"),
                Path.of("cassandra.jar"),
                Path.of("elasticsearch.jar"),
                "s3://savepoints",
                0,
                0,
                0),
            Duration.ofMillis(200));
  }

  @AfterEach
  void stop() {
    jobManager.close();
  }

  @Test
  void theLiveJobWritesIt() throws Exception {
    jobManager.add("former", JobNames.STATS, "CANCELED");
    jobManager.add("live", JobNames.STATS, "RUNNING");
    assertThat(savepoints.of(JobNames.STATS)).isEqualTo("s3://savepoints/1");
    assertThat(
            jobManager.changes.get("POST /jobs/live/savepoints").path("target-directory").asText())
        .isEqualTo("s3://savepoints");
  }

  @Test
  void waitsForAJobThatRestarts() throws Exception {
    jobManager.add("live", JobNames.STATS, "RESTARTING", "RUNNING");
    jobManager.taskStates("SCHEDULED", "RUNNING");
    assertThat(savepoints.of(JobNames.STATS)).isEqualTo("s3://savepoints/1");
  }

  @Test
  void reportsAJobThatDoesNotRun() {
    assertThatThrownBy(() -> savepoints.of(JobNames.STATS))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job stats does not run on " + jobManager.url());

    jobManager.add("live", JobNames.STATS, "RESTARTING");
    jobManager.taskStates("SCHEDULED");
    assertThatThrownBy(() -> savepoints.of(JobNames.STATS))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job stats restarts on " + jobManager.url());
    assertThat(jobManager.changes).isEmpty();
  }

  @Test
  void reportsASavepointThatFails() {
    jobManager.add("live", JobNames.STATS, "RUNNING");
    jobManager.failSavepoints();
    assertThatThrownBy(() -> savepoints.of(JobNames.STATS))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("The job stats could not write a savepoint to s3://savepoints");
  }
}
