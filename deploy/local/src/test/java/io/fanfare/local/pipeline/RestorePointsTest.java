package io.fanfare.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointsTest {

  private static final String JOB = "fan-out";
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @TempDir Path directory;
  private JobLedger ledger;
  private RestorePoints points;

  @BeforeEach
  void open() {
    ledger = new JobLedger(directory.resolve("jobs.json"));
    points = points(ledger);
  }

  @Test
  void aJobThatNeverHadACheckpointStartsAtTheBeginning() {
    ledger.recordRun(JOB, "run1");
    assertThat(points.required(JOB)).isEmpty();
  }

  @Test
  void theNewestCompleteCheckpointOfAnyRunIsUsed() throws IOException {
    ledger.recordRun(JOB, "run1");
    ledger.recordRun(JOB, "run2");
    complete("checkpoints/run1/chk-8", NOW.minusSeconds(50));
    Path newest = complete("checkpoints/run1/chk-9", NOW.minusSeconds(40));
    Files.createDirectories(directory.resolve("checkpoints/run2/chk-10"));
    assertThat(points.required(JOB)).contains(newest);
  }

  @Test
  void aSavepointThatIsNewerThanAllCheckpointsIsUsed() throws IOException {
    ledger.recordRun(JOB, "run1");
    complete("checkpoints/run1/chk-9", NOW.minusSeconds(40));
    Path savepoint = complete("savepoints/fan-out/savepoint-1", NOW.minusSeconds(30));
    assertThat(points.required(JOB)).contains(savepoint);
  }

  @Test
  void aKeptSavepointIsNotUsedForARestartAndStays() throws IOException {
    ledger.recordRun(JOB, "run1");
    ledger.recordRun(JOB, "run2");
    Path checkpoint = complete("checkpoints/run2/chk-9", NOW.minusSeconds(40));
    Path kept = complete("savepoints/fan-out-kept/savepoint-1", NOW.minusSeconds(30));
    assertThat(points.required(JOB)).contains(checkpoint);
    points.removeFormer(JOB);
    assertThat(points.kept(JOB)).contains(kept);
  }

  @Test
  void checkpointsOfAnotherJobAreNotUsed() throws IOException {
    ledger.recordRun(JOB, "run1");
    ledger.recordRun("dashboard-batch", "run2");
    complete("checkpoints/run2/chk-1", NOW);
    assertThat(points.required(JOB)).isEmpty();
  }

  @Test
  void aJobWhoseStateIsMissingIsRejected() {
    ledger.recordRun(JOB, "run1");
    ledger.recordCheckpoint(JOB);
    assertThatThrownBy(() -> points(new JobLedger(directory.resolve("jobs.json"))).required(JOB))
        .isInstanceOf(OperationException.class)
        .hasMessageStartingWith("The state of job fan-out is missing in ")
        .hasMessageEndingWith("start from scratch with `fanfare down --wipe`.");
  }

  @Test
  void stateThatIsOlderThanTheLogIsRejected() throws IOException {
    ledger.recordRun(JOB, "run1");
    complete("checkpoints/run1/chk-9", NOW.minus(Duration.ofDays(8)));
    assertThatThrownBy(() -> points.required(JOB))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("older than the 7 days");
  }

  @Test
  void theStateThatARunStartedFromIsRemovedOnceItHasACheckpoint() throws IOException {
    ledger.recordRun(JOB, "run1");
    ledger.recordRun(JOB, "run2");
    complete("checkpoints/run1/chk-9", NOW.minusSeconds(40));
    complete("savepoints/fan-out/savepoint-1", NOW.minusSeconds(30));
    assertThat(points.currentRunHasCheckpoint(JOB)).isFalse();
    Path current = complete("checkpoints/run2/chk-10", NOW);
    assertThat(points.currentRunHasCheckpoint(JOB)).isTrue();
    points.removeFormer(JOB);
    assertThat(directory.resolve("checkpoints/run1")).doesNotExist();
    assertThat(directory.resolve("savepoints/fan-out")).doesNotExist();
    assertThat(ledger.entry(JOB).runs()).containsExactly("run2");
    assertThat(points.required(JOB)).contains(current);
  }

  private RestorePoints points(JobLedger ledger) {
    return new RestorePoints(
        directory.resolve("checkpoints"),
        directory.resolve("savepoints"),
        ledger,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path complete(String point, Instant time) throws IOException {
    Path path = Files.createDirectories(directory.resolve(point));
    Path metadata = Files.writeString(path.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.from(time));
    return path;
  }
}
