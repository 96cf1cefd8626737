package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.fanfare.connectors.cassandra.CassandraSession;
import io.fanfare.local.StackAddresses;
import io.fanfare.workloads.soak.NetworkHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Random histories, written to MySQL, against dashboards and closeness that plain SQL computes from
 * the rows alone. Half-way through, the stack is stopped and started again with what it kept.
 */
@ExtendWith(SharedStack.class)
@Isolated("restarts the stack")
class RestartITCase {

  private static final int STEPS = 400;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private final InteractionHistory interactions = new InteractionHistory(seed);
  private Application application;
  private NetworkHistory network;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
    network = application.history(seed);
    interactions.begin(application);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void viewsAreWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    change();
    // In the middle of the effects, not after them.
    application.close();
    SharedStack.restart();
    application = new Application();
    change();
    for (long recipient : network.users()) {
      List<String> expected = DashboardOracle.entries(application.connection(), recipient);
      patiently("dashboard of " + recipient)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(recipient, 5)).isEqualTo(expected));
    }
    Set<String> expected = interactions.expected(application);
    assertThat(expected).isNotEmpty();
    try (CqlSession session =
        CassandraSession.open(
            SharedStack.get().addresses().cassandraContactPoint(), StackAddresses.DATACENTER)) {
      patiently("closeness")
          .untilAsserted(() -> assertThat(interactions.stored(session)).isEqualTo(expected));
    }
  }

  private ConditionFactory patiently(String view) {
    return await()
        .alias(view + ", seed " + seed)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200));
  }

  private void change() throws SQLException {
    for (int i = 0; i < STEPS; i++) {
      network.next().execute(application.connection());
      interactions.change(application);
    }
  }
}
