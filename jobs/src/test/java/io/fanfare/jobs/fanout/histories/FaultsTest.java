package io.fanfare.jobs.fanout.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Histories prove nothing unless they find each fault. */
class FaultsTest {

  /** Within which each fault has to show. */
  private static final int MOST_HISTORIES = 500;

  private static final int STEPS = 60;

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = Mode.EXCLUDE, names = "NONE")
  void aFaultIsFound(Fault fault) {
    assertThat(firstThatFinds(fault)).isPresent();
  }

  private static LongStream seeds() {
    return LongStream.range(0, MOST_HISTORIES);
  }

  private static OptionalLong firstThatFinds(Fault fault) {
    return seeds().filter(seed -> !Trial.of(history(seed), fault).none()).findFirst();
  }

  @Test
  void changesThatTheBinlogLostAreFound() {
    assertThat(seeds())
        .anyMatch(seed -> !Trial.of(history(seed, Graph::stepOrLost), Fault.NONE).none());
  }

  /** Every fourth one with crowds, since only they are too many for a quantum. */
  private static History history(long seed) {
    return history(seed, seed % 4 > 0 ? Graph::step : Graph::stepOrCrowd);
  }

  private static History history(long seed, Function<Graph, Step> step) {
    Graph graph = new Graph(new Random(seed));
    List<Step> steps = Stream.generate(() -> step.apply(graph)).limit(STEPS).toList();
    return History.of(steps, seed);
  }
}
