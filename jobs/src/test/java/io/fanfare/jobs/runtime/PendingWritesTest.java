package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PendingWritesTest {

  private static final int WRITES = 15;
  private static final String MARKER = "marker";

  private final PendingWrites<Object> pending = new PendingWrites<>();

  @Test
  void aMarkerWaitsForAllWritesThatHadBegun() {
    pending.begin("a");
    pending.begin("b");
    CompletableFuture<Void> marker = pending.allBegun();
    pending.begin("c");
    pending.end("b");
    assertThat(marker).isNotDone();
    pending.end("a");
    assertThat(marker).isCompleted();
    assertThat(pending.allBegun()).isNotDone();
    pending.end("c");
    assertThat(pending.allBegun()).isCompleted();
  }

  @Test
  void aRetriedWriteStaysPending() {
    pending.begin("a");
    CompletableFuture<Void> marker = pending.allBegun();
    pending.begin("a");
    assertThat(marker).isNotDone();
    pending.end("a");
    assertThat(marker).isCompleted();
  }

  @Test
  void equalWritesAreDifferentWrites() {
    Object one = new String("same");
    Object other = new String("same");
    pending.begin(one);
    pending.begin(other);
    CompletableFuture<Void> marker = pending.allBegun();
    pending.end(one);
    assertThat(marker).isNotDone();
    pending.end(other);
    assertThat(marker).isCompleted();
  }

  /** A checkpoint keeps elements in flight as a set, so their order is random. */
  @RepeatedTest(20)
  void aMarkerWaitsForWritesThatARestoreBringsBehindIt() throws Exception {
    OperatorSubtaskState inFlight;
    try (var before = harness(new ArrayList<>())) {
      before.open();
      for (int write = 0; write < WRITES; write++) {
        before.processElement("write " + write, 0);
      }
      before.processElement(MARKER, 0);
      inFlight = before.snapshot(1, 1);
    }
    List<ResultFuture<String>> begun = new ArrayList<>();
    try (var after = harness(begun)) {
      after.initializeState(inFlight);
      after.open();
      retry(after);
      assertThat(begun).hasSize(WRITES);
      assertThat(after.extractOutputValues()).isEmpty();
      begun.forEach(write -> write.complete(List.of("written")));
      retry(after);
      assertThat(after.extractOutputValues()).hasSize(WRITES + 1).contains(MARKER);
    }
  }

  private static OneInputStreamOperatorTestHarness<String, String> harness(
      List<ResultFuture<String>> begun) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new AsyncWaitOperatorFactory<>(
            new Writing(begun),
            Long.MAX_VALUE / 2,
            WRITES + 1,
            AsyncDataStream.OutputMode.UNORDERED,
            StoreWrites.untilItSucceeds()),
        StringSerializer.INSTANCE);
  }

  private static void retry(OneInputStreamOperatorTestHarness<?, ?> harness) throws Exception {
    runMails(harness.getTaskMailbox());
    harness.setProcessingTime(harness.getProcessingTime() + 1_000);
    runMails(harness.getTaskMailbox());
  }

  private static void runMails(TaskMailbox mailbox) throws Exception {
    while (mailbox.hasMail()) {
      mailbox.take(TaskMailbox.MIN_PRIORITY).run();
    }
  }

  /** Writes that the test ends. */
  private static final class Writing implements AsyncFunction<String, String> {

    private static final long serialVersionUID = 1L;

    private final transient List<ResultFuture<String>> begun;
    private final transient PendingWrites<String> pending = new PendingWrites<>();

    Writing(List<ResultFuture<String>> begun) {
      this.begun = begun;
    }

    @Override
    public void asyncInvoke(String element, ResultFuture<String> result) {
      if (element.equals(MARKER)) {
        pending.whenAllBegun(element, List.of(element), result);
        return;
      }
      pending.begin(element);
      begun.add(
          new ResultFuture<>() {
            @Override
            public void complete(Collection<String> written) {
              pending.end(element);
              result.complete(written);
            }

            @Override
            public void completeExceptionally(Throwable error) {
              result.completeExceptionally(error);
            }
          });
    }
  }
}
