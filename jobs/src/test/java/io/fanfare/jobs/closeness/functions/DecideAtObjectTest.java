package io.fanfare.jobs.closeness.functions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.Interaction;
import io.fanfare.schemas.closeness.InteractionChange;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.OwnerChange;
import io.fanfare.schemas.progress.MarkerCopy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecideAtObjectTest {

  private static final int COMMENTS = 1_024;

  private KeyedOneInputStreamOperatorTestHarness<
          Tuple2<Integer, Long>, ObjectChange, ClosenessChunk>
      harness;

  private long version;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DecideAtObject(2)),
            change -> Tuple2.of(change.getObjectKind().ordinal(), change.getObjectId()),
            Types.TUPLE(Types.INT, Types.LONG));
    harness.open();
    // 1,024 comments in 4 blocks: two quanta. Its owner comes later.
    for (long comment = 1; comment <= COMMENTS; comment++) {
      harness.processElement(comment(1, comment, true), 0);
    }
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void cutsALargeSweepIntoQuanta() throws Exception {
    harness.processElement(owner(1, 5L), 0);
    assertThat(rows(5)).isEqualTo(512);
    harness.setProcessingTime(1);
    assertThat(rows(5)).isEqualTo(1_024);
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void letsOtherObjectsThroughWhileOneIsParked() throws Exception {
    harness.processElement(owner(1, 5L), 0);
    harness.processElement(owner(2, 6L), 0);
    harness.processElement(comment(2, 1, true), 0);
    assertThat(rows(5)).isEqualTo(512);
    assertThat(rows(6)).isEqualTo(1);
  }

  @Test
  void startsOverWithOneTimerWhenTheOwnerChangesAgain() throws Exception {
    harness.processElement(owner(1, 5L), 0);
    harness.processElement(owner(1, 6L), 0);
    assertThat(harness.numProcessingTimeTimers()).isOne();
    runAll();
    // Half of them were written with the first owner; all are withdrawn from them.
    assertThat(rows(5)).isEqualTo(512 + 1_024);
    assertThat(rows(6)).isEqualTo(1_024);
  }

  @Test
  void holdsAMarkerBackUntilAllSweepsBeforeItAreDone() throws Exception {
    harness.processElement(owner(1, 5L), 0);
    MarkerCopy marker = new MarkerCopy("m", ++version, 0, 1);
    harness.processElement(change(3, marker), 0);
    // Another change of the owner comes behind the marker, and takes the sweep over.
    harness.processElement(owner(1, 6L), 0);
    assertThat(passed()).isZero();
    harness.setProcessingTime(1);
    assertThat(passed()).isZero();
    runAll();
    assertThat(passed()).isOne();
  }

  @Test
  void letsAMarkerPassSweepsThatComeBehindIt() throws Exception {
    MarkerCopy marker = new MarkerCopy("m", version, 0, 1);
    harness.processElement(owner(1, 5L), 0);
    harness.processElement(change(3, marker), 0);
    assertThat(passed()).isOne();
  }

  @Test
  void leavesNoStateBehindWhenEverythingIsGone() throws Exception {
    harness.processElement(owner(1, 5L), 0);
    for (long comment = 1; comment <= COMMENTS; comment++) {
      harness.processElement(comment(1, comment, false), 0);
    }
    harness.processElement(owner(1, null), 0);
    runAll();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private long passed() {
    return harness.extractOutputValues().stream()
        .filter(chunk -> chunk.getMarker() != null)
        .count();
  }

  private void runAll() throws Exception {
    for (long time = 1; harness.numProcessingTimeTimers() > 0; time++) {
      harness.setProcessingTime(time);
    }
  }

  private int rows(long actor) {
    return harness.extractOutputValues().stream()
        .filter(chunk -> chunk.getActorId() == actor)
        .mapToInt(chunk -> chunk.getInteractions().size())
        .sum();
  }

  private ObjectChange owner(long track, @Nullable Long owner) {
    return change(track, new OwnerChange(owner, null));
  }

  private ObjectChange comment(long track, long comment, boolean exists) {
    Interaction interaction = new Interaction(9L, comment);
    return change(track, new InteractionChange(InteractionKind.COMMENT, interaction, exists, null));
  }

  private ObjectChange change(long track, Object what) {
    return new ObjectChange(ObjectKind.TRACK, track, ++version, false, what);
  }
}
