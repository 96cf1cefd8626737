package io.fanfare.jobs.fanout.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.jobs.runtime.JobEnvironment;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.LaneMarker;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FanOutShardTest {

  private static final Activity ACTIVITY = new Activity(ActivityKind.TRACK, 1L, 2L, 3L);

  private KeyedOneInputStreamOperatorTestHarness<
          Tuple2<Long, Integer>, FollowerCommand, FanOutChunk>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(1, 0);
    harness.open();
    // 1,024 followers in 4 blocks: two quanta.
    harness.processElement(command(1, FollowerOperation.FOLLOW, LongStream.range(0, 1024)), 0);
  }

  private static KeyedOneInputStreamOperatorTestHarness<
          Tuple2<Long, Integer>, FollowerCommand, FanOutChunk>
      harness(int parallelism, int subtask) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new FanOutShard(2)),
        command -> Tuple2.of(command.getActorId(), command.getBucket()),
        Types.TUPLE(Types.LONG, Types.INT),
        JobEnvironment.MAX_PARALLELISM,
        parallelism,
        subtask);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void cutsALargeFanOutIntoQuanta() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    assertThat(recipients()).isEqualTo(512);
    harness.setProcessingTime(1);
    assertThat(recipients()).isEqualTo(1024);
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void letsOtherShardsThroughWhileOneIsParked() throws Exception {
    harness.processElement(command(2, FollowerOperation.FOLLOW, LongStream.of(7)), 0);
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(2, FollowerOperation.DELIVER, LongStream.empty()), 0);
    assertThat(recipients()).isEqualTo(513);
  }

  @Test
  void appliesCommandsOfAShardInOrder() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(1, FollowerOperation.UNFOLLOW, LongStream.of(1023)), 0);
    harness.processElement(command(1, FollowerOperation.WITHDRAW, LongStream.empty()), 0);
    runAll();
    // The delivery comes before the unfollow and reaches that follower; the withdrawal does not.
    assertThat(recipients()).isEqualTo(1024 + 1023);
  }

  @Test
  void leavesNoStateBehindWhenItIsDone() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(1, FollowerOperation.UNFOLLOW, LongStream.range(0, 1024)), 0);
    runAll();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aMarkerWaitsForParkedCommandsBeforeItOnly() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(marker("m", 6L), 0);
    harness.processElement(command(1, 7L, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(marker("n", 8L), 0);
    assertThat(markers()).isEmpty();
    harness.setProcessingTime(1);
    assertThat(recipients()).isEqualTo(1024);
    assertThat(markers()).containsExactly("m");
    runAll();
    assertThat(markers()).containsExactly("m", "n");
  }

  @Test
  void aMarkerWithNoParkedCommandBeforeItGoesToEveryPartitionAtOnce() throws Exception {
    harness.processElement(marker("m", 6L), 0);
    assertThat(batch())
        .extracting(chunk -> chunk.getMarker().getPartition())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aMarkerStillWaitsAfterAFailure() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(marker("m", 6L), 0);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    harness.close();
    harness = harness(1, 0);
    harness.initializeState(checkpoint);
    harness.open();
    harness.processElement(marker("n", 7L), 0);
    assertThat(markers()).isEmpty();
    runAll();
    assertThat(recipients()).isEqualTo(512);
    assertThat(markers()).containsExactly("m", "n");
  }

  @Test
  void afterARescaleTheShardsNewSubtaskHoldsMarkersAndHeldMarkersAreLost() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(marker("m", 6L), 0);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    harness.close();
    int owner = SubtaskKeys.subtaskOf(Tuple2.of(1L, 1), 2);
    for (int subtask = 0; subtask < 2; subtask++) {
      harness = harness(2, subtask);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, JobEnvironment.MAX_PARALLELISM, 1, 2, subtask));
      harness.open();
      harness.processElement(marker("n", 7L, subtask, 2), 0);
      assertThat(markers()).as("not before both senders have passed it").isEmpty();
      harness.processElement(marker("n", 7L, subtask, 2), 0);
      if (subtask == owner) {
        assertThat(markers()).isEmpty();
      }
      runAll();
      assertThat(markers()).containsExactly("n");
      harness.close();
    }
  }

  @Test
  void aCopyForAnotherParallelismIsIgnored() throws Exception {
    harness.processElement(marker("m", 6L, 0, 2), 0);
    harness.processElement(marker("m", 6L, 0, 2), 0);
    assertThat(markers()).isEmpty();
  }

  private static FollowerCommand marker(String id, long version) {
    return marker(id, version, 0, 1);
  }

  private static FollowerCommand marker(String id, long version, int subtask, int parallelism) {
    Tuple2<Long, Integer> key =
        SubtaskKeys.of(parallelism, actor -> Tuple2.of(actor, -1)).get(subtask);
    return new FollowerCommand(
        key.f0,
        key.f1,
        version,
        Cause.REPAIR,
        FollowerOperation.PASS,
        List.of(),
        null,
        new MarkerCopy(id, version, subtask, parallelism),
        0L);
  }

  /** Ids of the markers that went on, each once. */
  private List<String> markers() {
    return batch().stream()
        .map(FanOutChunk::getMarker)
        .filter(Objects::nonNull)
        .map(LaneMarker::getId)
        .distinct()
        .toList();
  }

  private List<FanOutChunk> batch() {
    return harness.extractOutputValues();
  }

  private void runAll() throws Exception {
    for (long time = 1; harness.numProcessingTimeTimers() > 0; time++) {
      harness.setProcessingTime(time);
    }
  }

  private int recipients() {
    return batch().stream().mapToInt(chunk -> chunk.getRecipients().size()).sum();
  }

  private static FollowerCommand command(
      int shard, FollowerOperation operation, LongStream followers) {
    return command(shard, 5L, operation, followers);
  }

  private static FollowerCommand command(
      int shard, long version, FollowerOperation operation, LongStream followers) {
    Activity activity =
        operation == FollowerOperation.DELIVER || operation == FollowerOperation.WITHDRAW
            ? ACTIVITY
            : null;
    List<Long> ids = followers.boxed().toList();
    return new FollowerCommand(1L, shard, version, Cause.LIVE, operation, ids, activity, null, 0L);
  }
}
