package io.fanfare.stack;

import static org.awaitility.Awaitility.await;

import io.fanfare.workloads.soak.NetworkHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that keeps changing its network. When its database goes, it connects again, and
 * does not care whether its last change was made: the rows say.
 */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long PAUSE_MILLIS = 10;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger changes = new AtomicInteger();
  private final NetworkHistory history;
  private Application application = new Application();

  Traffic(NetworkHistory history) throws SQLException {
    this.history = history;
    thread.scheduleWithFixedDelay(this::change, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns after a number of further changes. */
  void awaitMore(int more) {
    int target = changes.get() + more;
    await().atMost(PATIENCE).until(() -> changes.get() >= target);
  }

  private void change() {
    try {
      history.next().execute(application.connection());
      changes.incrementAndGet();
    } catch (SQLException e) {
      reconnect();
    }
  }

  private void reconnect() {
    try {
      application.close();
    } catch (SQLException e) {
      // It is gone anyway.
    }
    try {
      application = new Application();
    } catch (SQLException e) {
      // The next change fails, and comes here again.
    }
  }

  /** Returns when the last change is made. */
  @Override
  public void close() throws Exception {
    thread.shutdown();
    if (!thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("A change takes longer than " + PATIENCE);
    }
    application.close();
  }
}
