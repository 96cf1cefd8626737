package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fanfare.workloads.soak.SeedReport;
import io.fanfare.workloads.soak.Shape;
import io.fanfare.workloads.soak.Soak;
import java.io.PrintWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Random histories of small networks, with a server killed in the midst of each and fan-out started
 * from an older savepoint, audited: the same as `fanfare soak`, beside other tests' rows.
 */
@ExtendWith(SharedStack.class)
@Isolated("kills servers")
class SoakITCase {

  private static final int OPERATIONS = 600;
  private static final int EVENTS = 2_000;
  private static final int KILLS = 1;
  private static final long KNOWN_SEED = 7;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());

  @Test
  void aDenseNetworkIsWhatItsRowsSay() throws Exception {
    assertClean(seed, Shape.DENSE);
  }

  @Test
  void anActorWithThousandsOfFollowersIsWhatTheRowsSay() throws Exception {
    assertClean(KNOWN_SEED, Shape.SKEWED);
  }

  private static void assertClean(long seed, Shape shape) throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    Soak soak =
        new Soak(
            SharedStack.get(), new PrintWriter(System.out, true), OPERATIONS, EVENTS, KILLS, true);
    SeedReport report = soak.play(seed, shape, Application.newIds(shape.ids())).report();
    assertThat(report.entries()).isPositive();
    assertThat(report.different()).as("differences of %s", report).isZero();
    assertThat(report.unreclaimed()).as("unreclaimed of %s", report).isZero();
    assertThat(report.clean()).isTrue();
  }
}
