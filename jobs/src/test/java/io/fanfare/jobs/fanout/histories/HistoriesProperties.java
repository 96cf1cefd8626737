package io.fanfare.jobs.fanout.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

/**
 * Random histories of a small network, through the operators' rules, against the pure function of
 * the rows in the end. Whatever may come in any order does, and whatever may crash.
 */
class HistoriesProperties {

  private static final int MOST_STEPS = 150;

  /** Entries of one row key that several owners left behind are mended one a round. */
  private static final int ROUNDS = 12;

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void dashboardsAreThePureFunctionOfTheRows(@ForAll("histories") History history) {
    Findings found = Trial.of(history, Fault.NONE);
    assertThat(found.none()).withFailMessage(found::toString).isTrue();
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void alsoWithCrowdsThatArriveAndLeave(@ForAll("crowds") History history) {
    Findings found = Trial.of(history, Fault.NONE);
    assertThat(found.none()).withFailMessage(found::toString).isTrue();
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void whatTheBinlogLostIsMended(@ForAll("historiesWithLosses") History history) {
    Trial trial = new Trial(history, Fault.NONE);
    // Whatever fan-out never heard of: the reader asks the rows.
    assertThat(trial.findings().wronglyShown()).isEmpty();
    Findings found = trial.mended(ROUNDS);
    assertThat(found.none()).withFailMessage(found::toString).isTrue();
  }

  @Provide
  Arbitrary<History> histories() {
    return histories(Graph::step, MOST_STEPS);
  }

  @Provide
  Arbitrary<History> crowds() {
    return histories(Graph::stepOrCrowd, 40);
  }

  @Provide
  Arbitrary<History> historiesWithLosses() {
    return histories(Graph::stepOrLost, 60);
  }

  /** Steps are left out to find the shortest history that fails; each for itself stays as it is. */
  private static Arbitrary<History> histories(Function<Graph, Step> step, int most) {
    Arbitrary<List<Step>> steps =
        Arbitraries.<Step>randomValue(random -> step.apply(new Graph(random)))
            .list()
            .ofMaxSize(most)
            .withSizeDistribution(RandomDistribution.uniform());
    Arbitrary<Long> seeds = Arbitraries.randomValue(random -> random.nextLong());
    return Combinators.combine(steps, seeds).as(History::of);
  }
}
