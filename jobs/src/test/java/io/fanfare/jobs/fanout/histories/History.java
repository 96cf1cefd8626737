package io.fanfare.jobs.fanout.histories;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Changes in a small network, and how the pipeline is set up and disturbed meanwhile.
 *
 * @param steps the changes
 * @param before how many of the steps happen before the capture begins, with a snapshot of the rows
 * @param setup of fan-out
 * @param seed of all that is random: arrival, interleaving, crashes
 */
record History(List<Step> steps, int before, Setup setup, long seed) {

  /** Settings of fan-out. */
  record Setup(int mostOwnFollowers, int quantum) {}

  static History of(List<Step> steps, long seed) {
    Random random = new Random(seed);
    int before = random.nextInt(3) == 0 ? random.nextInt(20) : 0;
    int quantum = random.nextInt(4) == 0 ? 4 : 1;
    return new History(steps, before, new Setup(1 + random.nextInt(8), quantum), seed);
  }

  @Override
  public String toString() {
    return steps.stream()
        .map(step -> "  " + step)
        .collect(
            Collectors.joining(
                "\n",
                "A history with %s and seed %d, captured from step %d on:%n"
                    .formatted(setup, seed, before),
                "\n"));
  }
}
