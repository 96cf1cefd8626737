package io.fanfare.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;
  private Process process;
  private ProcessRecords records;

  @BeforeEach
  void startProcess() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
    records = new ProcessRecords(directory);
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  @Test
  void aProcessIsRecognizedWhileItRunsAndNotAfterwards() throws InterruptedException {
    ProcessRecord record = ProcessRecord.of("kafka", process.pid()).orElseThrow();
    assertThat(record.running()).isPresent();
    process.destroyForcibly().waitFor();
    assertThat(record.running()).isEmpty();
    assertThat(ProcessRecord.of("kafka", process.pid())).isEmpty();
  }

  @Test
  void anotherProcessWithTheSameIdIsNotTakenForIt() throws InterruptedException {
    ProcessRecord now = ProcessRecord.of("kafka", process.pid()).orElseThrow();
    records.write(new ProcessRecord("kafka", now.pid(), now.startTicks() - 1, now.bootId()));
    assertThat(records.endAll(List.of(), PATIENCE)).isEmpty();
    records.write(new ProcessRecord("kafka", now.pid(), now.startTicks(), "another boot"));
    assertThat(records.endAll(List.of(), PATIENCE)).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void leftoversAreEndedAndTheirRecordsRemoved() throws InterruptedException {
    ProcessRecord record = ProcessRecord.of("kafka", process.pid()).orElseThrow();
    records.write(record);
    assertThat(records.endAll(List.of(List.of("kafka")), PATIENCE)).containsExactly(record);
    assertThat(process.waitFor()).isNotZero();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void aProcessThatIgnoresTheRequestIsKilled() throws IOException, InterruptedException {
    Process stubborn =
        new ProcessBuilder("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
            .start();
    assertThat(stubborn.inputReader().readLine()).isEqualTo("ready");
    ProcessRecord record = ProcessRecord.of("kafka", stubborn.pid()).orElseThrow();
    assertThat(Ending.request(record).await(Duration.ofMillis(200))).isFalse();
    assertThat(record.running()).isEmpty();
  }

  @Test
  void thisProcessIsNeverALeftover() throws InterruptedException {
    records.write(ProcessRecord.of("supervisor", ProcessHandle.current().pid()).orElseThrow());
    assertThat(records.endAll(List.of(), PATIENCE)).isEmpty();
  }

  @Test
  void aRecordThatCannotBeReadNamesNoProcess() throws IOException {
    Files.writeString(directory.resolve("kafka.pid.json"), "{\"pid\":");
    assertThat(records.read("kafka")).isEmpty();
    assertThat(records.all()).isEmpty();
  }
}
