package io.fanfare.stack;

import static io.fanfare.stack.ConnectWorker.CONNECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.stack.ModelsTopic.Change;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever dies between the source and `models`, each change arrives, once, in its order. What is
 * written here is written by one connection after the other, so that the whole order is known.
 */
@ExtendWith(SharedStack.class)
@Isolated("kills servers")
class CaptureRestartITCase {

  private static final String MARIADB = "mariadb";
  private static final String CONNECT = "connect";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** How many changes there are at least before, during and after a failure. */
  private static final int SOME_CHANGES = 500;

  private final LocalStack stack = SharedStack.get();
  private Application application;
  private ModelsTopic models;
  private SteadyWriter writer;

  @BeforeEach
  void open() throws SQLException {
    application = new Application();
    models = new ModelsTopic(application);
    writer = new SteadyWriter();
  }

  @AfterEach
  void close() throws Exception {
    writer.close();
    models.close();
    application.close();
  }

  @Test
  void aKilledConnectWorkerCostsNothing() throws Exception {
    awaitChanges();
    Instant killed = Instant.now();
    stack.kill(CONNECT);
    awaitRecovery("Connect", killed);
    // Again, while it still catches up.
    stack.kill(CONNECT);
    assertNothingIsLostOrRepeated();
  }

  @Test
  void aKilledDatabaseCostsNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      awaitChanges();
      Instant killed = Instant.now();
      stack.kill(MARIADB);
      reconnect();
      awaitRecovery("the database", killed);
    }
    assertNothingIsLostOrRepeated();
  }

  @Test
  void aDatabaseThatIsStoppedAndStartedCostsNothing() throws Exception {
    awaitChanges();
    stack.stop(MARIADB);
    Instant started = Instant.now();
    stack.start(MARIADB);
    reconnect();
    awaitRecovery("the stopped database", started);
    assertNothingIsLostOrRepeated();
  }

  @Test
  void whatIsWrittenWhileTheWorkerIsDownComesWhenItIsBack() throws Exception {
    awaitChanges();
    stack.stop(CONNECT);
    writer.awaitMore(SOME_CHANGES);
    // A new binlog, and another after it.
    stack.kill(MARIADB);
    reconnect();
    writer.awaitMore(SOME_CHANGES);
    stack.kill(MARIADB);
    reconnect();
    Instant started = Instant.now();
    stack.start(CONNECT);
    awaitRecovery("a worker that was down", started);
    assertNothingIsLostOrRepeated();
  }

  @Test
  void aWorkerThatStartsBeforeItsDatabaseIsPatient() throws Exception {
    awaitChanges();
    stack.stop(MARIADB);
    stack.kill(CONNECT);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> ConnectWorker.send("GET", CONNECTOR + "/status").contains("FAILED"));
    stack.start(MARIADB);
    Instant started = Instant.now();
    reconnect();
    awaitRecovery("the database of a worker that waited", started);
    assertNothingIsLostOrRepeated();
  }

  @Test
  void aWorkerThatIsKilledWithinATransactionGoesOnWithinIt() throws Exception {
    writer.close();
    models.changes(application);
    int count = 20_000;
    long first = Application.newIds(count);
    application.execute(
        "INSERT INTO track_likes (user_id, track_id, created_at)"
            + " SELECT seq, ?, UTC_TIMESTAMP(6) FROM seq_%d_to_%d"
                .formatted(first, first + count - 1),
        first);
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .until(() -> models.read().stream().anyMatch(change -> change.key().contains("likes")));
    stack.kill(CONNECT);
    List<String> expected = new ArrayList<>();
    for (long user = first; user < first + count; user++) {
      expected.add("create.TrackLike track_likes/" + user + "/" + first);
    }
    int before = models.read().size();
    assertThat(before).as("rows that had come when the worker was killed").isLessThan(count);
    List<String> likes =
        models.changes(application).stream()
            .map(Change::toString)
            .filter(change -> change.contains("likes"))
            .toList();
    assertSame(likes, expected);
  }

  private void awaitChanges() throws SQLException {
    writer.awaitMore(SOME_CHANGES);
    models.changes(application);
  }

  /** Until a change that was made after the failure has arrived. */
  private void awaitRecovery(String what, Instant since) throws SQLException {
    models.changes(application);
    System.out.printf(
        "changes flow again %d ms after %s was killed or started%n",
        Duration.between(since, Instant.now()).toMillis(), what);
  }

  private void assertNothingIsLostOrRepeated() throws Exception {
    awaitChanges();
    writer.close();
    List<String> arrived = models.changes(application).stream().map(Change::toString).toList();
    System.out.printf("%d changes were written%n", writer.written().size());
    assertSame(arrived, writer.written());
  }

  /** Reports only the first difference: the whole lists would be unreadable. */
  private static void assertSame(List<String> arrived, List<String> written) {
    for (int i = 0; i < Math.min(arrived.size(), written.size()); i++) {
      assertThat(arrived.get(i)).as("change %d of %d", i, written.size()).isEqualTo(written.get(i));
    }
    assertThat(arrived).hasSameSizeAs(written);
  }

  private void reconnect() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              Application again = new Application();
              application.close();
              application = again;
              return true;
            });
  }
}
