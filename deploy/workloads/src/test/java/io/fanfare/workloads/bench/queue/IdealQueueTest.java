package io.fanfare.workloads.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdealQueueTest {

  @Test
  void whoComesFirstTakesTheFirstFreeSlot() {
    IdealQueue queue = new IdealQueue(2);
    assertThat(queue.waitOf(0, 10)).isZero();
    assertThat(queue.waitOf(1, 3)).isZero();
    assertThat(queue.waitOf(2, 5)).isEqualTo(2); // from 4 to 9
    assertThat(queue.waitOf(2, 1)).isEqualTo(7); // from 9 to 10
    assertThat(queue.waitOf(9, 1)).isEqualTo(1); // both are free at 10
    assertThat(queue.waitOf(20, 1)).isZero();
  }

  @Test
  void aSlowRequestHoldsNoOtherBackWhileASlotIsFree() {
    IdealQueue queue = new IdealQueue(2);
    queue.waitOf(0, 1_000);
    for (int arrival = 1; arrival < 500; arrival++) {
      assertThat(queue.waitOf(arrival, 1)).isZero();
    }
  }
}
