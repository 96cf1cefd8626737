package io.fanfare.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedInvalidationsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RecordedInvalidations target = new RecordedInvalidations();
  private final RepeatedInvalidations invalidations = new RepeatedInvalidations(target, nanos::get);

  @Test
  void invalidatesAtOnceAndAgainASecondLater() {
    invalidations.invalidateRow(Model.TRACK, List.of(1L));
    pass(600);
    invalidations.invalidateRow(Model.USER, List.of(2L));
    assertThat(target.seen).containsExactly("TRACK [1]", "USER [2]");

    pass(399);
    assertThat(target.seen).hasSize(2);
    pass(1);
    assertThat(target.seen).containsExactly("TRACK [1]", "USER [2]", "TRACK [1]");
    pass(600);
    pass(10_000);
    assertThat(target.seen).containsExactly("TRACK [1]", "USER [2]", "TRACK [1]", "USER [2]");
  }

  @Test
  void invalidatingAllRowsReplacesPendingRepetitions() {
    invalidations.invalidateRow(Model.TRACK, List.of(1L));
    invalidations.invalidateAll();
    pass(1_000);
    assertThat(target.seen).containsExactly("TRACK [1]", "everything", "everything");
  }

  @Test
  void invalidatesAllRowsIfTooManyArePending() {
    for (int id = 0; id <= 100_000; id++) {
      invalidations.invalidateRow(Model.TRACK, List.of((long) id));
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
