package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.workloads.soak.NetworkHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random histories of a small network, written to MySQL, against dashboards that plain SQL computes
 * from the rows alone. Half-way through, the stack is stopped and started again with what it kept.
 */
@ExtendWith(SharedStack.class)
class OracleITCase {

  private static final int STEPS = 400;

  private final long seed = Long.getLong("fanfare.it.seed", System.nanoTime());
  private Application application;
  private NetworkHistory history;

  @BeforeEach
  void connect() throws SQLException {
    application = new Application();
    history = application.history(seed);
  }

  @AfterEach
  void disconnect() throws SQLException {
    application.close();
  }

  @Test
  void dashboardsAreWhatTheRowsSay() throws Exception {
    System.out.printf("history with -Dfanfare.it.seed=%d%n", seed);
    change();
    // In the middle of the effects, not after them.
    application.close();
    SharedStack.restart();
    application = new Application();
    change();
    for (long recipient : history.users()) {
      List<String> expected = DashboardOracle.entries(application.connection(), recipient);
      await()
          .alias("dashboard of " + recipient + ", seed " + seed)
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(recipient, 5)).isEqualTo(expected));
    }
  }

  private void change() throws SQLException {
    for (int i = 0; i < STEPS; i++) {
      history.next().execute(application.connection());
    }
  }
}
