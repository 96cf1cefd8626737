package io.fanfare.jobs.fanout.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import java.util.List;
import java.util.Queue;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FanOutBucketTest {

  private static final Activity ACTIVITY = new Activity(ActivityKind.TRACK, 1L, 2L, 3L);

  private KeyedOneInputStreamOperatorTestHarness<
          Tuple2<Long, Integer>, FollowerCommand, FanOutChunk>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FanOutBucket(2)),
            command -> Tuple2.of(command.getActorId(), command.getBucket()),
            Types.TUPLE(Types.LONG, Types.INT));
    harness.open();
    // 1,024 followers in 4 blocks: two quanta.
    harness.processElement(command(1, FollowerOperation.FOLLOW, LongStream.range(0, 1024)), 0);
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
  void letsOtherBucketsThroughWhileOneIsParked() throws Exception {
    harness.processElement(command(2, FollowerOperation.FOLLOW, LongStream.of(7)), 0);
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(2, FollowerOperation.DELIVER, LongStream.empty()), 0);
    assertThat(recipients()).isEqualTo(513);
  }

  @Test
  void keepsCommandsOfABucketInLine() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(1, FollowerOperation.UNFOLLOW, LongStream.of(1023)), 0);
    harness.processElement(command(1, FollowerOperation.WITHDRAW, LongStream.empty()), 0);
    runAll();
    // Who leaves behind the delivery still gets it; the withdrawal comes when they are gone.
    assertThat(recipients()).isEqualTo(1024 + 1023);
  }

  @Test
  void leavesNoStateBehindWhenItIsDone() throws Exception {
    harness.processElement(command(1, FollowerOperation.DELIVER, LongStream.empty()), 0);
    harness.processElement(command(1, FollowerOperation.UNFOLLOW, LongStream.range(0, 1024)), 0);
    runAll();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private void runAll() throws Exception {
    for (long time = 1; harness.numProcessingTimeTimers() > 0; time++) {
      harness.setProcessingTime(time);
    }
  }

  private int recipients() {
    Queue<StreamRecord<FanOutChunk>> chunks = harness.getSideOutput(FanOutOutputs.BATCH);
    return chunks.stream().mapToInt(chunk -> chunk.getValue().getRecipients().size()).sum();
  }

  private static FollowerCommand command(
      int bucket, FollowerOperation operation, LongStream followers) {
    Activity activity =
        operation == FollowerOperation.DELIVER || operation == FollowerOperation.WITHDRAW
            ? ACTIVITY
            : null;
    List<Long> ids = followers.boxed().toList();
    return new FollowerCommand(1L, bucket, 5L, Cause.LIVE, operation, ids, activity, null);
  }
}
