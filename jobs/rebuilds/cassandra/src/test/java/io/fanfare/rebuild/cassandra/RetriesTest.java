package io.fanfare.rebuild.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.driver.core.exceptions.DriverException;
import com.datastax.driver.core.exceptions.InvalidQueryException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.Futures;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.ListenableFuture;
import org.apache.flink.cassandra.shaded.com.google.common.util.concurrent.SettableFuture;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private final SimpleCounter retried = new SimpleCounter();
  private final AtomicInteger begun = new AtomicInteger();
  private Retries retries = new Retries(retried);

  @AfterEach
  void close() {
    retries.close();
  }

  @Test
  void repeatsWhatFailsUntilItSucceeds() throws Exception {
    ListenableFuture<String> written =
        retries.untilItSucceeds(failing(2, new DriverException("the node is down")));
    assertThat(written.get(10, TimeUnit.SECONDS)).isEqualTo("written");
    assertThat(begun).hasValue(3);
    assertThat(retried.getCount()).isEqualTo(2);
  }

  @Test
  void doesNotRepeatWhatTheStoreRejectsForWhatItIs() {
    ListenableFuture<String> written =
        retries.untilItSucceeds(failing(1, new InvalidQueryException("no such column")));
    assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining("no such column");
    assertThat(begun).hasValue(1);
  }

  @Test
  void doesNotRepeatWhatIsAMistakeOfOurs() {
    ListenableFuture<String> written =
        retries.untilItSucceeds(
            () -> {
              begun.incrementAndGet();
              throw new IllegalStateException("not bound");
            });
    assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(SuppressRestartsException.class)
        .hasStackTraceContaining("not bound");
    assertThat(begun).hasValue(1);
  }

  @Test
  void givesUpAfterAWhile() {
    retries.close();
    retries = new Retries(retried, Duration.ofMillis(300));
    ListenableFuture<String> written =
        retries.untilItSucceeds(failing(Integer.MAX_VALUE, new DriverException("still down")));
    assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS)).hasMessageContaining("still down");
    assertThat(begun.get()).isGreaterThan(1);
  }

  @Test
  void endsWhatIsPendingWhenItIsClosed() {
    ListenableFuture<String> unanswered = retries.untilItSucceeds(SettableFuture::create);
    ListenableFuture<String> waiting =
        retries.untilItSucceeds(failing(Integer.MAX_VALUE, new DriverException("down")));
    retries.close();
    assertThatThrownBy(() -> unanswered.get(10, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOf(CancellationException.class);
  }

  private Supplier<ListenableFuture<String>> failing(int times, RuntimeException failure) {
    return () ->
        begun.incrementAndGet() <= times
            ? Futures.immediateFailedFuture(failure)
            : Futures.immediateFuture("written");
  }
}
