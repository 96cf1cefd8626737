package io.fanfare.workloads.bench.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final int SLOTS = 16;
  private static final long HOP = TimeUnit.MICROSECONDS.toNanos(700);
  private static final long LENGTH = TimeUnit.SECONDS.toNanos(15);

  /** A fiftieth of the time that is looked for: 1 % of a request's time would be three of it. */
  private static final double ERROR = HOP / 50.0;

  @Test
  void fewLongRequestsAreEnoughToFindTheTimeOfTheWay() {
    for (long seed = 1; seed <= 20; seed++) {
      List<Answer> answers =
          closedLoop(ServiceTimes.exponential(0.2), new SplittableRandom(seed), 4 * SLOTS);
      assertThat(answers).hasSizeLessThan(1_400);
      assertThat(Waits.hop(SLOTS, answers)).isCloseTo(HOP, within(ERROR));
    }
  }

  /** Clients who all wait for one queue, whose slots are held for `HOP` besides. */
  private static List<Answer> closedLoop(ServiceTimes times, SplittableRandom random, int clients) {
    IdealQueue queue = new IdealQueue(SLOTS);
    PriorityQueue<Long> sends = new PriorityQueue<>();
    for (int client = 0; client < clients; client++) {
      sends.add(0L);
    }
    List<Answer> answers = new ArrayList<>();
    while (!sends.isEmpty()) {
      long due = sends.remove();
      long service = times.next(random);
      long took = queue.waitOf(due, service + HOP) + service + HOP;
      answers.add(new Answer(due, service, took, 200));
      if (due + took < LENGTH) {
        sends.add(due + took);
      }
    }
    return answers.stream().sorted(Comparator.comparingLong(Answer::end)).toList();
  }
}
