package io.fanfare.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwaitTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private int polls;

  @Test
  void pollsUntilTheConditionHolds() throws Exception {
    Await.until(LONG, () -> ++polls == 3, "No.");
    assertThat(polls).isEqualTo(3);
  }

  @Test
  void reportsInTheGivenSentenceThatTheConditionDoesNotHold() {
    assertThatThrownBy(() -> Await.until(Duration.ZERO, () -> false, "It did not end."))
        .isInstanceOf(OperationException.class)
        .hasMessage("It did not end.");
  }

  @Test
  void aFailureEndsTheWait() {
    assertThatThrownBy(() -> Await.within(LONG, () -> fail(new IOException("no"))))
        .isInstanceOf(IOException.class);
    assertThat(polls).isEqualTo(1);
  }

  @Test
  void repeatsACallUntilItSucceeds() throws Exception {
    boolean succeeded =
        Await.success(
            LONG, IOException.class, () -> polls == 2 || fail(new FileNotFoundException("no")));
    assertThat(succeeded).isTrue();
    assertThat(polls).isEqualTo(2);
  }

  @Test
  void throwsTheLastFailureOfACallThatDoesNotSucceed() {
    assertThatThrownBy(
            () ->
                Await.success(
                    Duration.ofMillis(150),
                    IOException.class,
                    () -> fail(new IOException("failure " + (polls + 1)))))
        .isInstanceOf(IOException.class)
        .hasMessage("failure " + polls);
  }

  @Test
  void otherFailuresAreThrownAtOnce() {
    assertThatThrownBy(
            () ->
                Await.success(
                    LONG, FileNotFoundException.class, () -> polls > 0 || refuse("refused")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(polls).isEqualTo(1);
  }

  private <E extends Exception> boolean fail(E failure) throws E {
    polls++;
    throw failure;
  }

  private boolean refuse(String message) {
    polls++;
    throw new IllegalStateException(message);
  }
}
