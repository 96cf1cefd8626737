package io.fanfare.stack;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An application that creates, saves and destroys comments, one after the other, and does not give
 * up when its database goes: it connects again and repeats what it does not know to be done.
 */
final class SteadyWriter implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final long PAUSE_MILLIS = 2;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final List<String> written = new ArrayList<>();
  private Application application = new Application();

  SteadyWriter() throws SQLException {
    thread.scheduleWithFixedDelay(this::writeOne, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Event and key of every change that is in the database for sure, in their order. */
  synchronized List<String> written() {
    return List.copyOf(written);
  }

  void awaitMore(int changes) {
    int target = written().size() + changes;
    await().atMost(PATIENCE).until(() -> written().size() >= target);
  }

  private void writeOne() {
    long id = Application.newId();
    write(
        "create.Comment comments/" + id,
        "INSERT INTO comments (id, user_id, track_id, body, created_at)"
            + " VALUES (?, 1, 2, 'new', UTC_TIMESTAMP(6))",
        id);
    write("save.Comment comments/" + id, "UPDATE comments SET body = 'old' WHERE id = ?", id);
    if (id % 3 == 0) {
      write("destroy.Comment comments/" + id, "DELETE FROM comments WHERE id = ?", id);
    }
  }

  private void write(String change, String sql, long id) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(RETRY)
        .pollInSameThread()
        .until(() -> isWritten(sql, id));
    synchronized (this) {
      written.add(change);
    }
  }

  /** All three statements may be repeated: the second time they change nothing. */
  private boolean isWritten(String sql, long id) {
    try {
      application.execute(sql, id);
      return true;
    } catch (SQLIntegrityConstraintViolationException e) {
      // The row is there: the first try was done, but its confirmation was lost.
      return true;
    } catch (SQLException e) {
      reconnect();
      return false;
    }
  }

  private void reconnect() {
    try {
      Application again = new Application();
      application.close();
      application = again;
    } catch (SQLException e) {
      // It is still down: the next try connects.
    }
  }

  /** Stops writing, after the change that it is about to write. */
  @Override
  public void close() throws InterruptedException, SQLException {
    thread.shutdown();
    thread.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    application.close();
  }
}
