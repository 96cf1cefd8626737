package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.jobs.fanout.domain.Rows;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.Topics;
import io.fanfare.schemas.Version;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.deadletters.LogRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.ModelKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ReadModelsTest {

  /** ms since the epoch. */
  private static final long NOW = 1_800_000_000_000L;

  private static final long DAY = 86_400_000L;

  @Test
  void aVersionIsAConstantAndTheOffset() throws Exception {
    try (var log = reading()) {
      assertThat(versions(log, 0, 1, 7))
          .containsExactly(Version.of(0), Version.of(1), Version.of(7));
    }
  }

  @Test
  void aVersionDependsOnNoClockAndNoRecordBefore() throws Exception {
    try (var log = reading()) {
      log.processElement(record(3, NOW + 200 * DAY), 0);
      log.processElement(record(4, NOW - 200 * DAY), 0);
      assertThat(log.extractOutputValues())
          .extracting(Stamp::version)
          .containsExactly(Version.of(3), Version.of(4));
    }
  }

  @Test
  void theEarlierClockDecidesAboutTheRetention() throws Exception {
    try (var log = reading()) {
      log.processElement(record(0, NOW + 200 * DAY), 0);
      log.processElement(record(1, NOW - 200 * DAY), 0);
      assertThat(log.extractOutputValues())
          .extracting(Stamp::time)
          .containsExactly(Micros.ofMillis(NOW), Micros.ofMillis(NOW - 200 * DAY));
    }
  }

  @Test
  void aTopicThatWasMadeAgainIsRefused() throws Exception {
    OperatorSubtaskState state;
    try (var log = reading()) {
      log.processElement(record(9, NOW), 0);
      state = log.snapshot(1, 0);
    }
    try (var log = restored(state)) {
      assertThatThrownBy(() -> log.processElement(record(9, NOW), 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Rebuild the views");
    }
  }

  @Test
  void aStateThatIsOlderThanTheLogKeepsIsRefusedWhereRecordsAreMissing() throws Exception {
    OperatorSubtaskState state = stateAfter(record(9, NOW - 1));
    try (var log = restored(state, NOW + 9 * DAY, false)) {
      log.processElement(record(10, NOW + 1), 0);
      assertThatThrownBy(() -> log.processElement(record(20, NOW + DAY), 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(
              "Kafka no longer has the records that the job reads next (models-0 before offset 20,"
                  + " since the state is older than 7 days)")
          .hasMessageContaining("--skip-lost-records true");
    }
    try (var log = restored(state, NOW + 9 * DAY, true)) {
      assertThat(versions(log, 20, 40)).hasSize(2);
    }
  }

  @Test
  void aJobIsRefusedAllTheSameIfItWasRestartedOnItsWay() throws Exception {
    OperatorSubtaskState state = stateAfter(record(9, NOW - 1));
    OperatorSubtaskState unread;
    try (var log = restored(state, NOW + 9 * DAY, false)) {
      unread = log.snapshot(2, NOW + 9 * DAY);
    }
    OperatorSubtaskState begun;
    try (var log = restored(unread, NOW + 9 * DAY, false)) {
      log.processElement(record(10, NOW + 1), 0);
      begun = log.snapshot(3, NOW + 9 * DAY);
    }
    try (var log = restored(begun, NOW + 9 * DAY, false)) {
      assertThatThrownBy(() -> log.processElement(record(20, NOW + DAY), 0))
          .hasMessageContaining("before offset 20");
    }
  }

  @Test
  void whatIsMissingAmongRecordsThatAreKeptWasNeverThere() throws Exception {
    OperatorSubtaskState state = stateAfter(record(9, NOW - 1));
    // Within the time that the log keeps; with nothing but the mark of a transaction missing; and
    // behind a record that is young enough.
    try (var log = restored(state, NOW + 6 * DAY, false)) {
      log.processElement(record(20, NOW + DAY), 0);
      assertThat(log.extractOutputValues()).hasSize(1);
    }
    OperatorSubtaskState caughtUp;
    try (var log = restored(state, NOW + 30 * DAY, false)) {
      log.processElement(record(11, NOW + DAY), 0);
      log.processElement(record(12, NOW + 24 * DAY), 0);
      log.processElement(record(50, NOW + 25 * DAY), 0);
      assertThat(log.extractOutputValues()).hasSize(3);
      caughtUp = log.snapshot(2, NOW + 30 * DAY);
    }
    try (var log = restored(caughtUp, NOW + 31 * DAY, false)) {
      log.processElement(record(90, NOW + 31 * DAY), 0);
      assertThat(log.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aBrokersClockThatIsAheadDoesNotStopTheJob() throws Exception {
    OperatorSubtaskState state = stateAfter(record(9, NOW - 1));
    try (var log = restored(state, NOW + DAY, false)) {
      log.processElement(record(20, NOW + 200 * DAY), 0);
      assertThat(log.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void aJobThatReadsAnOldLogMayBeInterrupted() throws Exception {
    OperatorSubtaskState state = stateAfter(record(9, NOW - 900 * DAY));
    try (var log = restored(state, NOW + 9 * DAY, false)) {
      log.processElement(record(200, NOW - 600 * DAY), 0);
      log.processElement(record(300, NOW - DAY), 0);
      assertThat(log.extractOutputValues()).hasSize(2);
      assertThatThrownBy(() -> log.processElement(record(400, NOW + DAY), 0))
          .hasMessageContaining("before offset 400");
    }
  }

  private static OperatorSubtaskState stateAfter(LogRecord record) throws Exception {
    try (var log = reading()) {
      log.processElement(record, 0);
      return log.snapshot(1, NOW);
    }
  }

  @Test
  void versionsContinueAboveTheAppendTimesOfEarlierReleases() {
    assertThat(Version.of(0)).isGreaterThan(Micros.ofMillis(NOW + 30_000 * DAY));
  }

  private static List<Long> versions(
      OneInputStreamOperatorTestHarness<LogRecord, Stamp> log, long... offsets) throws Exception {
    for (long offset : offsets) {
      log.processElement(record(offset, NOW), 0);
    }
    return log.extractOutputValues().stream().map(Stamp::version).toList();
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, Stamp> reading() throws Exception {
    return restored(null);
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, Stamp> restored(
      @org.jspecify.annotations.Nullable OperatorSubtaskState state) throws Exception {
    return restored(state, NOW, false);
  }

  private static OneInputStreamOperatorTestHarness<LogRecord, Stamp> restored(
      @org.jspecify.annotations.Nullable OperatorSubtaskState state,
      long now,
      boolean skipsLostRecords)
      throws Exception {
    var log =
        new OneInputStreamOperatorTestHarness<LogRecord, Stamp>(
            new ProcessOperator<>(
                new ReadModels<>("test", Set.of(Model.FOLLOW), skipsLostRecords, new Stamps())));
    log.setup();
    if (state != null) {
      log.initializeState(state);
    }
    log.open();
    log.setProcessingTime(now);
    return log;
  }

  private static LogRecord record(long offset, long appendedAt) {
    ModelBroadcast change = Rows.create(Rows.follow(1, 2));
    return new LogRecord(
        Topics.MODELS,
        0,
        offset,
        Micros.ofMillis(appendedAt),
        ByteBuffer.wrap(ModelKey.encode(Model.FOLLOW, List.of(1, 2))),
        ByteBuffer.wrap(AvroCodec.of(ModelBroadcast.class).encode(change)),
        "create.Follow");
  }

  private static final class Stamps implements ReadModels.Reading<Stamp> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Stamp> of(ModelBroadcast change, Stamp stamp) {
      return List.of(stamp);
    }
  }
}
