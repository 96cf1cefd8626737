package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SizedAsyncOperatorTest {

  private static final int MOST = 10;

  private final Writes writes = new Writes();

  @Test
  void takesNoElementBeforeThereIsRoomForIt() throws Exception {
    try (var operator = harness()) {
      operator.open();
      for (String element : List.of("aaaa", "bbbb", "cccc", "dddd", "a very long element", "e")) {
        operator.processElement(element, 0);
      }
      assertThat(writes.sizes()).containsExactly(4, 8, 8, 8, 19, 1);
      writes.completeAll();
      operator.endInput();
      assertThat(operator.extractOutputValues())
          .containsExactlyInAnyOrder("aaaa", "bbbb", "cccc", "dddd", "a very long element", "e");
    }
  }

  @Test
  void restoresWhatWasInFlight() throws Exception {
    OperatorSubtaskState state;
    try (var before = harness()) {
      before.open();
      before.processElement("aaaa", 0);
      before.processElement("bbbb", 0);
      state = before.snapshot(1, 1);
    }
    writes.forget();
    try (var after = harness()) {
      after.initializeState(state);
      after.open();
      after.processElement("cccc", 0);
      assertThat(writes.sizes()).containsExactly(4, 8, 8);
    }
  }

  private OneInputStreamOperatorTestHarness<String, String> harness() throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new SizedAsyncOperator.Factory<>(
                writes, 1_000_000, 100, StoreWrites.<String>untilItSucceeds()),
            StringSerializer.INSTANCE);
    harness.setup(StringSerializer.INSTANCE);
    return harness;
  }

  /** Has room for ten characters. If there is no room, the oldest write completes. */
  private static final class Writes implements SizedFunction<String, String> {

    private static final long serialVersionUID = 1L;

    /** The operator has a copy of the function. */
    private static final Map<String, Writes> STATES = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final transient Queue<Runnable> begun = new ArrayDeque<>();
    private final transient List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private transient int inFlight;

    Writes() {
      STATES.put(name, this);
    }

    @Override
    public boolean reserve(String element) {
      return STATES.get(name).take(element);
    }

    @Override
    public void asyncInvoke(String element, ResultFuture<String> result) {
      Writes state = STATES.get(name);
      state.begun.add(
          () -> {
            state.inFlight -= element.length();
            result.complete(List.of(element));
          });
    }

    private boolean take(String element) {
      if (inFlight > 0 && inFlight + element.length() > MOST) {
        begun.remove().run();
        return false;
      }
      inFlight += element.length();
      sizes.add(inFlight);
      return true;
    }

    List<Integer> sizes() {
      return sizes;
    }

    void completeAll() {
      while (!begun.isEmpty()) {
        begun.remove().run();
      }
    }

    void forget() {
      begun.clear();
      sizes.clear();
      inFlight = 0;
    }
  }
}
