package io.fanfare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.workloads.soak.NetworkHistory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** The audit while rows change and events arrive all the time, or the capture stands still. */
@ExtendWith(SharedStack.class)
@Isolated("keeps the stack busy, and stops the capture")
class BusyAuditITCase {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private Application application;
  private Plays plays;
  private long artist;
  private long track;

  @BeforeEach
  void publish() throws SQLException, InterruptedException {
    application = new Application();
    artist = application.user();
    track = application.track(artist);
    plays = new Plays(track);
    assertThat(Audits.of(artist).isClean()).isTrue();
  }

  @AfterEach
  void disconnect() throws SQLException {
    plays.close();
    application.close();
  }

  @Test
  void findsNoDifferenceWhileRowsChangeAllTheTime() throws Exception {
    NetworkHistory history = application.history(7);
    // Other tests change rows in ways that are not captured.
    ViewsAudit.Scope own = ViewsAudit.between(artist, Application.newId());
    AuditReport report;
    try (Traffic traffic = new Traffic(history)) {
      report = Audits.run(own);
      // It has not stopped.
      traffic.awaitMore(1);
    }

    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
    // Some users may be gone at the moment.
    assertThat(report.recipients()).isGreaterThan(history.users().size() / 2);
    assertThat(Audits.run(own).expected()).isPositive();
  }

  @Test
  void reportsWhatItWaitsForWhileTheCaptureStandsStill() throws Exception {
    StringWriter lines = new StringWriter();
    FutureTask<AuditReport> audit =
        new FutureTask<>(() -> Audits.run(ViewsAudit.one(artist), new PrintWriter(lines)));
    SharedStack.get().stop("connect");
    try {
      application.track(artist);
      new Thread(audit).start();
      await()
          .atMost(PATIENCE)
          .until(() -> lines.toString().contains("the capture has not reached the source's"));
    } finally {
      SharedStack.get().start("connect");
    }
    AuditReport report = audit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(report.lines(Duration.ZERO)).contains("There is no difference.");
  }

  @Test
  void findsNoDifferenceInCellsWhileEventsArriveAllTheTime() throws Exception {
    Thread listeners =
        new Thread(
            () -> {
              try {
                for (int i = 0; !Thread.interrupted(); i++) {
                  plays.send("event-" + i);
                }
              } catch (InterruptedException e) {
                // That is enough.
                Thread.currentThread().interrupt();
              }
            });
    listeners.start();
    try {
      await().atMost(PATIENCE).until(() -> plays.total() > 100);
      assertThat(Audits.of(artist).lines(Duration.ZERO)).contains("There is no difference.");

      plays.setTotal(1_000_000);
      AuditReport damaged = Audits.of(artist);
      assertThat(damaged.document(Duration.ZERO)).containsEntry("stale", 1L);
    } finally {
      listeners.interrupt();
      listeners.join();
    }
  }
}
