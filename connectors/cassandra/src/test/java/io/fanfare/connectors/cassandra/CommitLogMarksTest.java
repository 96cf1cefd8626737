package io.fanfare.connectors.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitLogMarksTest {

  private static final Duration LAG = Duration.ofMillis(20);

  private final List<Long> marksAt = new CopyOnWriteArrayList<>();
  private volatile int process = 1;
  private volatile boolean down;
  private final CommitLogMarks marks = new CommitLogMarks(this::mark, LAG);

  private CompletionStage<Integer> mark() {
    marksAt.add(System.nanoTime());
    return down
        ? CompletableFuture.failedFuture(new IllegalStateException("down"))
        : CompletableFuture.completedFuture(process);
  }

  @Test
  void anAcknowledgedWriteWaitsForAMarkAfterTheLag() {
    long acknowledged = System.nanoTime();
    join(marks.await(marks.process()));
    assertThat(marksAt.get(marksAt.size() - 1) - acknowledged)
        .isGreaterThanOrEqualTo(LAG.toNanos());
  }

  @Test
  void simultaneousWritesShareFewMarks() {
    int before = marksAt.size();
    int many = 1_000;
    CompletableFuture.allOf(
            IntStream.range(0, many)
                .mapToObj(i -> marks.await(marks.process()).toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(marksAt.size() - before).isBetween(1, many / 2);
  }

  @Test
  void awaitFailsIfTheNodeRestarted() {
    int writer = marks.process();
    process = 2;
    assertThatThrownBy(() -> join(marks.await(writer)))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("restarted");
    assertThat(marks.process()).isEqualTo(2);
    join(marks.await(marks.process()));
  }

  @Test
  void aFailedMarkDoesNotFailLaterOnes() {
    down = true;
    assertThatThrownBy(() -> join(marks.await(marks.process()))).hasMessageContaining("down");
    down = false;
    join(marks.await(marks.process()));
  }

  private static void join(CompletionStage<?> stage) {
    stage.toCompletableFuture().join();
  }
}
