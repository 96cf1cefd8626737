package io.fanfare.workloads.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

  private static final ShownRow ROW = ShownRow.track(1);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ChangeLog log = new ChangeLog();

  @Test
  void anAnswerWithTheNewestChangeMissesNothing() {
    change(true);
    change(true);
    assertThat(missed(1)).isZero();
  }

  @Test
  void anOldAnswerMissesTheFirstChangeBehindIt() {
    change(true);
    change(true);
    long between = System.nanoTime();
    change(true);
    long later = between + 10 * SECOND;
    assertThat(log.missedNanos(ROW, 1, later, later)).isPositive().isLessThan(10 * SECOND);
    assertThat(log.missedNanos(ROW, 0, later, later)).isGreaterThan(10 * SECOND);
    assertThat(log.missedNanos(ROW, 1, between, between)).isZero();
  }

  @Test
  void aRowThatIsGoneMayNotBeShown() {
    change(true);
    change(false);
    assertThat(missed(0)).isPositive();
    assertThat(missed(null)).isZero();
  }

  @Test
  void aRowThatIsBackMustBeShown() {
    change(true);
    change(false);
    change(true);
    assertThat(missed(null)).isPositive();
    assertThat(missed(2)).isZero();
  }

  @Test
  void aRowThatWasAlwaysThereMustBeShown() {
    change(true);
    assertThat(missed(null)).isPositive();
  }

  @Test
  void aChangeThatIsNotCommittedMayBeMissedAndMayBeSeen() {
    change(true);
    log.begin(ROW, false);
    assertThat(missed(0)).isZero();
    assertThat(missed(null)).isZero();
  }

  private void change(boolean isShown) {
    log.begin(ROW, isShown);
    log.committed(ROW);
  }

  /** Of a request ten seconds from now. */
  private long missed(@Nullable Integer shown) {
    long sent = System.nanoTime() + 10 * SECOND;
    return log.missedNanos(ROW, shown, sent, sent);
  }
}
