package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.schemas.Micros;
import io.fanfare.workloads.demo.ChangeWriter;
import io.fanfare.workloads.demo.NetworkWriter;
import io.fanfare.workloads.sample.ChangeStream;
import io.fanfare.workloads.sample.NetworkGenerator;
import io.fanfare.workloads.sample.Population;
import io.fanfare.workloads.sample.SampleNetwork;
import io.fanfare.workloads.source.ApplicationConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The network of the demonstration and its changes, against dashboards that plain SQL computes. */
@ExtendWith(SharedStack.class)
class SampleNetworkITCase {

  /** Ids below those of all other tests. */
  private static final int USERS = 60;

  private static final int CHANGES = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());

  @Test
  void dashboardsAreWhatTheRowsSay() throws Exception {
    System.out.printf("network with -Dfanfare.it.seed=%d%n", seed);
    SampleNetwork network = new NetworkGenerator(seed, USERS, now()).generate();
    try (Connection source = ApplicationConnection.open(SharedStack.get().addresses())) {
      new NetworkWriter(source, new PrintWriter(new StringWriter()), network).write(network);
      ChangeStream changes =
          new ChangeStream(seed, Population.of(network), Application.newIds(CHANGES));
      for (int i = 0; i < CHANGES; i++) {
        ChangeWriter.write(source, changes.next(now()));
      }
      int entries = 0;
      for (long user = 1; user <= USERS; user++) {
        entries += awaitDashboard(user, DashboardOracle.entries(source, user));
      }
      assertThat(entries).as("entries on all dashboards").isGreaterThan(USERS * 10);
    }
  }

  private int awaitDashboard(long user, List<String> expected) {
    await()
        .alias("dashboard of " + user + ", seed " + seed)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(Feed.of(user)).isEqualTo(expected));
    return expected.size();
  }

  private static long now() {
    return Micros.of(Instant.now());
  }
}
