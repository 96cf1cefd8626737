package io.fanfare.workloads.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiServerQueueTest {

  /** By the formula with factorials, in exact fractions. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.7, 0.7",
    "2, 1, 0.33333",
    "3, 2, 0.44444",
    "10, 8, 0.40918",
    "16, 8, 0.00902",
    "200, 180, 0.09447"
  })
  void aRequestWaitsAsErlangFound(int slots, double offered, double waiting) {
    MultiServerQueue queue = new MultiServerQueue(slots, offered, 1, 1);
    assertThat(queue.waiting()).isCloseTo(waiting, within(0.00001));
    assertThat(queue.load()).isCloseTo(offered / slots, within(1e-9));
  }

  @Test
  void oneSlotIsThatOfPollaczekAndKhinchin() {
    // load / (1 - load) * mean * (1 + variation) / 2
    assertThat(new MultiServerQueue(1, 40, 0.02, 0).meanWait()).isCloseTo(0.04, within(1e-9));
    assertThat(new MultiServerQueue(1, 40, 0.02, 1).meanWait()).isCloseTo(0.08, within(1e-9));
    assertThat(new MultiServerQueue(1, 40, 0.02, 5).meanWait()).isCloseTo(0.24, within(1e-9));
  }

  @Test
  void aQueueThatGetsAsMuchAsItCanDoGrowsWithoutEnd() {
    assertThat(new MultiServerQueue(4, 400, 0.01, 1).meanWait()).isInfinite();
    assertThat(new MultiServerQueue(4, 500, 0.01, 1).meanWait()).isInfinite();
  }

  @Test
  void anIdealQueueWaitsAsLongAsPredicted() {
    SplittableRandom random = new SplittableRandom(1);
    ServiceTimes times = ServiceTimes.even(0.01).beside(0.05, 0.1);
    MultiServerQueue theory = theory(4, 0.7, times);
    IdealQueue queue = new IdealQueue(4);
    long arrival = 0;
    double waits = 0;
    int requests = 2_000_000;
    for (int i = 0; i < requests; i++) {
      arrival += (long) (-Math.log(1 - random.nextDouble()) / theory.perSecond() * 1e9);
      waits += queue.waitOf(arrival, times.next(random)) / 1e9;
    }
    assertThat(waits / requests).isCloseTo(theory.meanWait(), Percentage.withPercentage(15));
  }

  private static MultiServerQueue theory(int slots, double load, ServiceTimes times) {
    SplittableRandom random = new SplittableRandom(2);
    double[] seconds =
        DoubleStream.generate(() -> times.next(random) / 1e9).limit(1_000_000).toArray();
    double mean = Arrays.stream(seconds).average().orElseThrow();
    double variance =
        Arrays.stream(seconds).map(time -> (time - mean) * (time - mean)).sum() / seconds.length;
    return new MultiServerQueue(slots, load * slots / mean, mean, variance / mean / mean);
  }
}
