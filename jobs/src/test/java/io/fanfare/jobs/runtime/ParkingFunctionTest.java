package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkingFunctionTest {

  /** Two subtasks send to each subtask. */
  private static final int SENDERS = 2;

  private KeyedOneInputStreamOperatorTestHarness<Long, Element, String> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(new Counting(), 1, 0);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void resumesParkedWorkUntilNothingIsLeft() throws Exception {
    work(1, 10, 3);
    assertThat(output()).containsExactly("1: 2 left");
    harness.setProcessingTime(1);
    assertThat(output()).containsExactly("1: 2 left", "1: 1 left");
    harness.setProcessingTime(2);
    assertThat(output()).containsExactly("1: 2 left", "1: 1 left", "1: 0 left");
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void wakesAKeyThatHasNothingParked() throws Exception {
    harness.close();
    harness = harness(new CountingOnceMore(), 1, 0);
    harness.open();
    work(1, 10, 1);
    marker("m", 11);
    harness.setProcessingTime(CountingOnceMore.WAKE - 1);
    assertThat(output()).containsExactly("1: 0 left", "marker m");
    harness.setProcessingTime(CountingOnceMore.WAKE);
    assertThat(output()).containsExactly("1: 0 left", "marker m", "1: 0 left");
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void refusesAParallelismThatTheJobWasNotMadeFor() throws Exception {
    harness.close();
    harness = harness(new Counting(), 1, 0);
    Configuration parameters = new Configuration();
    parameters.setString("parallelism", "2");
    harness.getExecutionConfig().setGlobalJobParameters(parameters);
    assertThatThrownBy(harness::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("runs with 1 subtasks, but the job was made for 2");
  }

  @Test
  void forwardsAMarkerAtOnceWhenNothingIsParked() throws Exception {
    work(1, 10, 1);
    marker("m", 11);
    assertThat(output()).containsExactly("1: 0 left", "marker m");
  }

  @Test
  void holdsAMarkerUntilTheWorkBeforeItIsDone() throws Exception {
    work(1, 10, 3);
    marker("m", 11);
    harness.setProcessingTime(1);
    assertThat(output()).doesNotContain("marker m");
    harness.setProcessingTime(2);
    assertThat(output()).endsWith("1: 0 left", "marker m");
  }

  @Test
  void holdsAMarkerUntilTheWorkOfAllKeysBeforeItIsDone() throws Exception {
    work(1, 10, 2);
    work(2, 11, 3);
    marker("m", 12);
    harness.setProcessingTime(1);
    assertThat(output()).doesNotContain("marker m");
    harness.setProcessingTime(2);
    assertThat(output()).endsWith("2: 0 left", "marker m");
  }

  @Test
  void forwardsAMarkerPastTheWorkBehindIt() throws Exception {
    work(1, 12, 3);
    marker("m", 11);
    assertThat(output()).containsExactly("1: 2 left", "marker m");
  }

  @Test
  void forwardsMarkersInOrder() throws Exception {
    work(1, 10, 2);
    marker("m", 11);
    work(2, 12, 3);
    marker("n", 13);
    harness.setProcessingTime(1);
    assertThat(markers()).containsExactly("marker m");
    harness.setProcessingTime(2);
    assertThat(markers()).containsExactly("marker m", "marker n");
  }

  @Test
  void forwardsAMarkerWhenAnElementFinishesTheParkedWork() throws Exception {
    work(1, 10, 3);
    marker("m", 11);
    harness.processElement(new Finish(1), 0);
    assertThat(output()).endsWith("1: 0 left", "marker m");
  }

  @Test
  void waitsForTheCopiesOfAllSenders() throws Exception {
    harness.processElement(new Copy(new MarkerCopy("m", 11L, 0, 1)), 0);
    assertThat(output()).isEmpty();
    harness.processElement(new Copy(new MarkerCopy("m", 11L, 0, 1)), 0);
    assertThat(output()).containsExactly("marker m");
  }

  @Test
  void ignoresCopiesThatWereMadeForAnotherParallelism() throws Exception {
    for (int copy = 0; copy < SENDERS; copy++) {
      harness.processElement(new Copy(new MarkerCopy("m", 11L, 0, 2)), 0);
    }
    assertThat(output()).isEmpty();
  }

  @Test
  void aMarkerThatLostACopyDoesNotHoldUpLaterOnes() throws Exception {
    harness.processElement(new Copy(new MarkerCopy("lost", 11L, 0, 1)), 0);
    marker("m", 12);
    assertThat(output()).containsExactly("marker m");
  }

  @Test
  void holdsMarkersAgainAfterAFailure() throws Exception {
    work(1, 10, 3);
    marker("m", 11);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    harness.close();
    harness = harness(new Counting(), 1, 0);
    harness.initializeState(checkpoint);
    harness.open();
    marker("n", 12);
    assertThat(output()).isEmpty();
    harness.setProcessingTime(1);
    assertThat(markers()).isEmpty();
    harness.setProcessingTime(2);
    assertThat(markers()).containsExactly("marker m", "marker n");
  }

  @Test
  void holdsNewMarkersAndLosesHeldOnesAfterARescale() throws Exception {
    work(1, 10, 2);
    marker("m", 11);
    OperatorSubtaskState checkpoint = harness.snapshot(1, 0);
    harness.close();
    int owner = SubtaskKeys.subtaskOf(1L, 2);
    for (int subtask = 0; subtask < 2; subtask++) {
      harness = harness(new Counting(), 2, subtask);
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, JobEnvironment.MAX_PARALLELISM, 1, 2, subtask));
      harness.open();
      for (int copy = 0; copy < SENDERS; copy++) {
        harness.processElement(new Copy(new MarkerCopy("n", 12L, subtask, 2)), 0);
      }
      assertThat(markers().isEmpty()).isEqualTo(subtask == owner);
      harness.setProcessingTime(1);
      assertThat(markers()).containsExactly("marker n");
      harness.close();
    }
  }

  @Test
  void resumesAtTheEndOfTheInputIfTheFunctionAsksForIt() throws Exception {
    harness.close();
    harness = harness(new CountingToTheEnd(), 1, 0);
    harness.open();
    work(1, 10, 3);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(output()).containsExactly("1: 2 left", "1: 1 left", "1: 0 left");
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private static KeyedOneInputStreamOperatorTestHarness<Long, Element, String> harness(
      Counting function, int parallelism, int subtask) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(function),
        Element::key,
        Types.LONG,
        JobEnvironment.MAX_PARALLELISM,
        parallelism,
        subtask);
  }

  private void work(long key, long version, int quanta) throws Exception {
    harness.processElement(new Work(key, version, quanta), 0);
  }

  private void marker(String id, long version) throws Exception {
    for (int copy = 0; copy < SENDERS; copy++) {
      harness.processElement(new Copy(new MarkerCopy(id, version, 0, 1)), 0);
    }
  }

  private List<String> output() {
    return harness.extractOutputValues();
  }

  private List<String> markers() {
    return output().stream().filter(line -> line.startsWith("marker")).toList();
  }

  private sealed interface Element {
    long key();
  }

  /** Takes this many quanta; the first one is done at once. */
  private record Work(long key, long version, int quanta) implements Element {}

  /** Does all that is left at once. */
  private record Finish(long key) implements Element {}

  private record Copy(MarkerCopy copy) implements Element {

    @Override
    public long key() {
      return SubtaskKeys.of(copy.getParallelism(), key -> 1_000 + key).get(copy.getSubtask());
    }
  }

  private static class Counting extends ParkingFunction<Long, Element, String> {

    private static final long serialVersionUID = 1L;

    /** The version of the work, and the quanta that are left. */
    private transient KeyedValue<Tuple2<Long, Integer>> left;

    Counting() {
      super(Types.LONG);
    }

    @Override
    public void open(OpenContext openContext) {
      left = new KeyedValue<>(getRuntimeContext(), "left", Types.TUPLE(Types.LONG, Types.INT));
    }

    @Override
    protected int senders(int parallelism) {
      return SENDERS;
    }

    @Override
    protected @Nullable MarkerCopy markerIn(Element element) {
      return element instanceof Copy copy ? copy.copy() : null;
    }

    @Override
    protected boolean apply(Long key, Element element, Collector<String> out) {
      if (element instanceof Work work) {
        left.set(Tuple2.of(work.version(), work.quanta()));
        return resume(key, out);
      }
      left.set(null);
      out.collect(key + ": 0 left");
      return false;
    }

    @Override
    protected boolean resume(Long key, Collector<String> out) {
      Tuple2<Long, Integer> due = left.get();
      int after = due == null ? 0 : due.f1 - 1;
      left.set(after == 0 ? null : Tuple2.of(due.f0, after));
      out.collect(key + ": " + after + " left");
      return after > 0;
    }

    @Override
    protected @Nullable Long parkedSince() {
      Tuple2<Long, Integer> due = left.get();
      return due == null ? null : due.f0;
    }

    @Override
    protected void forward(HeldMarker marker, Collector<String> out) {
      out.collect("marker " + marker.getId());
    }
  }

  private static final class CountingOnceMore extends Counting {

    private static final long serialVersionUID = 1L;

    static final long WAKE = 1_000;

    private boolean isAsked;

    @Override
    protected @Nullable Long nextWakeMillis(Long key) {
      Long wake = isAsked ? null : (Long) WAKE;
      isAsked = true;
      return wake;
    }
  }

  private static final class CountingToTheEnd extends Counting {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean resumesAtEndOfInput() {
      return true;
    }
  }
}
