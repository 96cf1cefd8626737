package io.fanfare.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteRateTest {

  @Test
  void subtasksShareTheRateOfTheJob() {
    assertThat(WriteRate.share(1_000, 3)).isEqualTo(334);
    assertThat(WriteRate.share(1_000, 1)).isEqualTo(1_000);
  }

  @Test
  void everySubtaskMayWriteSomething() {
    assertThat(WriteRate.share(1, 3)).isEqualTo(1);
  }

  @Test
  void noBoundStaysNoBound() {
    assertThat(WriteRate.share(0, 3)).isZero();
  }
}
