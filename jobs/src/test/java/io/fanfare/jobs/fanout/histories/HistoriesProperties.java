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
 * Random histories of a small network, through the operators' rules, compared with the pure
 * function of the final rows. Records come in any possible order, and the job crashes at any time.
 */
class HistoriesProperties {

  private static final int MOST_STEPS = 150;

  /** Entries of one row key that several owners left behind are repaired one in each round. */
  private static final int ROUNDS = 12;

  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  void dashboardsAreThePureFunctionOfTheRows(@ForAll("histories") History history) {
    Findings found = Trial.of(history, Fault.NONE);
    assertThat(found.none()).withFailMessage(found::toString).isTrue();
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void dashboardsAreThePureFunctionWithCrowdsThatArriveAndLeave(@ForAll("crowds") History history) {
    Findings found = Trial.of(history, Fault.NONE);
    assertThat(found.none()).withFailMessage(found::toString).isTrue();
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void changesThatTheBinlogLostAreRepaired(@ForAll("historiesWithLosses") History history) {
    Trial trial = new Trial(history, Fault.NONE);
    // Fan-out never received the lost changes, but the reader judges by the rows.
    assertThat(trial.findings().wronglyShown()).isEmpty();
    Findings found = trial.repaired(ROUNDS);
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

  /** Shrinking leaves steps out to find the shortest history that fails; it changes no step. */
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
