package io.fanfare.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedInvalidationsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RecordedInvalidations target = new RecordedInvalidations();
  private final RepeatedInvalidations invalidations = new RepeatedInvalidations(target, nanos::get);

  @Test
  void invalidatesAtOnceAndAgainASecondLater() {
    invalidations.track(1);
    pass(600);
    invalidations.user(2);
    assertThat(target.seen).containsExactly("track 1", "user 2");

    pass(399);
    assertThat(target.seen).hasSize(2);
    pass(1);
    assertThat(target.seen).containsExactly("track 1", "user 2", "track 1");
    pass(600);
    pass(10_000);
    assertThat(target.seen).containsExactly("track 1", "user 2", "track 1", "user 2");
  }

  @Test
  void everythingStandsForWhatIsStillToBeRepeated() {
    invalidations.track(1);
    invalidations.everything();
    pass(1_000);
    assertThat(target.seen).containsExactly("track 1", "everything", "everything");
  }

  @Test
  void keepsAFloodSmall() {
    for (int id = 0; id <= 100_000; id++) {
      invalidations.track(id);
    }
    assertThat(target.seen).last().isEqualTo("everything");
    int before = target.seen.size();
    pass(1_000);
    assertThat(target.seen).hasSize(before + 1).last().isEqualTo("everything");
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    invalidations.repeat();
  }
}
