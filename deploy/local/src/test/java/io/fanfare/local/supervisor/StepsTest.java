package io.fanfare.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fanfare.ops.OperationException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void aStepWaitsForTheStepsThatItNeeds() throws InterruptedException {
    List<String> done = new CopyOnWriteArrayList<>();
    try (Steps steps = new Steps()) {
      CountDownLatch go = new CountDownLatch(1);
      CompletableFuture<Void> first =
          steps.add(
              () -> {
                go.await();
                done.add("first");
              });
      steps.add(() -> done.add("second"), first);
      go.countDown();
      steps.await();
    }
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void theFirstFailureEndsTheWaitAndInterruptsTheRest() {
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Steps steps = new Steps()) {
      steps.add(
          () -> {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.countDown();
            }
          });
      steps.add(
          () -> {
            throw new OperationException("kafka ended with exit code 1.");
          });
      assertThatThrownBy(steps::await)
          .isInstanceOf(OperationException.class)
          .hasMessage("kafka ended with exit code 1.");
    }
    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void aFailureOutsideOfTheStepsEndsTheWait() {
    try (Steps steps = new Steps()) {
      steps.add(() -> new CountDownLatch(1).await());
      steps.fail(new OperationException("mariadb ended with exit code 137."));
      assertThatThrownBy(steps::await).hasMessage("mariadb ended with exit code 137.");
    }
  }
}
