package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fanfare.local.DatabaseUser;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.resync.Resync;
import io.fanfare.ops.resync.SkippedBinlog;
import io.fanfare.schemas.models.Model;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Changes that never reach the capture, and the resync that mends the dashboards after them. */
@ExtendWith(SharedStack.class)
@Isolated("empties tables, and restarts the stack")
@Order(SharedStack.WHILE_LOGS_ARE_SHORT)
class ResyncITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Application application;
  private long artist;
  private long other;
  private long listener;
  private long newcomer;
  private long kept;
  private long hidden;
  private long moved;

  @BeforeEach
  void makeNetwork() throws Exception {
    application = new Application();
    artist = application.user();
    other = application.user();
    listener = application.user();
    newcomer = application.user();
    application.follow(listener, artist);
    application.follow(listener, other);
    kept = application.track(artist);
    hidden = application.track(artist);
    moved = application.track(artist);
    application.repost(other, kept);
    application.repost(other, hidden);
    awaitDashboards();
    assertThat(Feed.of(listener)).hasSize(5);
  }

  @AfterEach
  void close() throws SQLException {
    application.close();
  }

  @Test
  void aTruncateIsMended() throws Exception {
    application.execute("TRUNCATE TABLE follows");
    application.execute("TRUNCATE TABLE track_reposts");
    // As if a backup had been loaded that knows one of them: rows are back that were gone.
    application.follow(listener, other);
    String printed = resync(EnumSet.of(Model.FOLLOW, Model.TRACK_REPOST));
    assertThat(printed).contains("are gone.");
    awaitDashboards();
    assertThat(Feed.of(listener)).isEmpty();
    // Nothing is left that a follow could bring back.
    application.follow(newcomer, other);
    application.follow(newcomer, artist);
    awaitDashboards();
    assertThat(Feed.of(newcomer)).hasSize(3);
  }

  @Test
  void rowsThatChangedWhereTheBinlogIsLostAreMended() throws Exception {
    SharedStack.get().stop("connect");
    long late = changeInTheGap();
    loseBinlog();
    SharedStack.get().start("connect");
    awaitLoss();
    // A stack that is started with the loss comes up, and reports it.
    application.close();
    SharedStack.restart();
    application = new Application();
    awaitLoss();

    new SkippedBinlog(SharedStack.get().addresses().access(), System.out::println).skip();
    resync(EnumSet.allOf(Model.class));
    awaitDashboards();
    assertThat(Feed.of(listener)).contains("track " + kept).doesNotContain("track " + hidden);
    assertThat(Feed.of(newcomer)).contains("track " + late, "track " + moved);
    await().atMost(PATIENCE).until(() -> SharedStack.get().state().problem().isEmpty());

    // Capture continues, also with a table that changed in the gap.
    application.track(artist);
    application.unfollow(newcomer, other);
    awaitDashboards();
    application.execute("ALTER TABLE users DROP COLUMN mood");
    assertThatThrownBy(
            () ->
                new SkippedBinlog(SharedStack.get().addresses().access(), System.out::println)
                    .skip())
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("has not lost its position");
  }

  private long changeInTheGap() throws SQLException {
    application.execute("ALTER TABLE users ADD COLUMN mood VARCHAR(20) DEFAULT 'good' AFTER id");
    application.execute("UPDATE tracks SET sharing = 'private' WHERE id = ?", hidden);
    application.execute("UPDATE tracks SET user_id = ? WHERE id = ?", other, moved);
    application.execute(
        "DELETE FROM track_reposts WHERE user_id = ? AND track_id = ?", other, kept);
    application.unfollow(listener, other);
    application.follow(newcomer, other);
    long late = application.track(other);
    long brief = application.track(artist);
    application.execute("DELETE FROM tracks WHERE id = ?", brief);
    return late;
  }

  /** The server keeps what it may need after a crash, until it has written its own log. */
  private static void loseBinlog() throws SQLException {
    try (Connection root = root();
        Statement statement = root.createStatement()) {
      statement.execute("FLUSH BINARY LOGS");
      statement.execute("FLUSH BINARY LOGS");
      String newest = binlogs(statement).get(binlogs(statement).size() - 1);
      await()
          .atMost(PATIENCE)
          .pollInSameThread()
          .until(
              () -> {
                statement.execute("PURGE BINARY LOGS TO '" + newest + "'");
                return binlogs(statement).equals(List.of(newest));
              });
    }
  }

  private static List<String> binlogs(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
      while (logs.next()) {
        names.add(logs.getString(1));
      }
    }
    return names;
  }

  private static Connection root() throws SQLException {
    return DriverManager.getConnection(
        SharedStack.get().addresses().mysqlUrl(),
        DatabaseUser.ROOT.userName(),
        SharedStack.settings().secrets().password(DatabaseUser.ROOT));
  }

  private static void awaitLoss() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(SharedStack.get().state().problem())
                    .contains("the source's binlog no longer has the next changes")
                    .contains("fanfare resync --all --skip-lost-binlog"));
  }

  private static String resync(Set<Model> models) throws InterruptedException {
    StringWriter printed = new StringWriter();
    new Resync(SharedStack.get().addresses().access(), new PrintWriter(printed, true))
        .run(models, false);
    System.out.print(printed);
    return printed.toString();
  }

  private void awaitDashboards() throws SQLException {
    for (long recipient : List.of(artist, other, listener, newcomer)) {
      List<String> expected = DashboardOracle.entries(application.connection(), recipient);
      await()
          .alias("dashboard of " + recipient)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Feed.of(recipient)).isEqualTo(expected));
    }
  }
}
