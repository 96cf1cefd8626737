package io.fanfare.workloads.soak;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.dashboards.DashboardView;
import io.fanfare.ops.audit.notifications.NotificationsAudit;
import io.fanfare.ops.audit.notifications.NotificationsReport;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.refresh.RowKey;
import io.fanfare.ops.terminal.ProgressBar;
import io.fanfare.workloads.faults.Disturbances;
import io.fanfare.workloads.faults.SourceWriter;
import io.fanfare.workloads.source.Operation;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Plays random histories on a stack that sends notifications, injects faults meanwhile, and audits
 * the views and the notifications.
 */
public final class Soak {

  private static final int REFRESHED_ROWS = 5;

  /** Operations between two changes of somebody's settings of notifications. */
  private static final int SETTINGS_INTERVAL = 10;

  /** Operations between two opt-outs or seen markers. */
  private static final int CHOICE_INTERVAL = 40;

  /** Operations between two refreshes of rows. */
  private static final int REFRESH_INTERVAL = 50;

  private static final double MILLIS = 1000.0;

  private final LocalStack stack;
  private final PrintWriter progress;
  private final int operations;
  private final int events;
  private final int kills;
  private final boolean replays;

  /**
   * @param progress gets a progress bar
   * @param operations changes of rows in each history
   * @param events plays and downloads of each history, each of which is sent twice
   * @param kills killed servers in each history
   * @param replays whether jobs restart once per history from an older savepoint
   */
  public Soak(
      LocalStack stack,
      PrintWriter progress,
      int operations,
      int events,
      int kills,
      boolean replays) {
    this.stack = stack;
    this.progress = progress;
    this.operations = operations;
    this.events = events;
    this.kills = kills;
    this.replays = replays;
  }

  /** The report of a history, and its audits. */
  public record Result(SeedReport report, AuditReport audit, NotificationsReport notifications) {}

  /**
   * Plays the history of a seed, and audits its users.
   *
   * @param firstId of {@link Shape#ids} ids that no other history uses
   * @throws OperationException if a server stays down, the views do not catch up, or the audit
   *     cannot be completed
   */
  public Result play(long seed, Shape shape, long firstId) throws InterruptedException {
    Instant began = Instant.now();
    NetworkHistory history = new NetworkHistory(seed, shape, firstId, began);
    // A stream of its own: faults do not change the history of a seed.
    Disturbances disturbances =
        new Disturbances(stack, new Random(~seed), operations, kills, replays);
    int refreshed;
    try (EventFeed feed = history.events(stack.addresses().kafka(), seed, events, began);
        NotifiedUsers notified =
            new NotifiedUsers(stack.addresses(), history.users(), new Random(seed), began)) {
      refreshed = write(history, feed, notified, disturbances);
    }
    double writing = secondsSince(began);
    disturbances.awaitRecovery();
    // Audit only after all effects: a view that is right now may be wrong after a pending one.
    new AllViews(stack.addresses().access()).awaitCurrent();
    double caughtUp = secondsSince(began);
    AuditReport audit =
        new ViewsAudit(stack.addresses().access(), progress)
            .run(ViewsAudit.between(history.firstUser(), history.lastUser()));
    audit.requireConclusive();
    NotificationsReport notifications =
        new NotificationsAudit(stack.addresses().access(), progress).run();
    SeedReport report =
        new SeedReport(
            seed,
            shape,
            operations,
            events,
            disturbances.killed(),
            refreshed,
            writing,
            caughtUp,
            secondsSince(began),
            audit.recipients(),
            audit.expected(DashboardView.ROWS),
            audit.expected(),
            audit.different(),
            audit.unreclaimed(),
            notifications.events(),
            notifications.sent(),
            notifications.findings(),
            audit.isClean() && audit.unreclaimed() == 0 && notifications.isClean());
    return new Result(report, audit, notifications);
  }

  private int write(
      NetworkHistory history, EventFeed feed, NotifiedUsers notified, Disturbances disturbances)
      throws InterruptedException {
    int refreshed = 0;
    try (SourceWriter writer = new SourceWriter(stack.addresses());
        ProgressBar bar = new ProgressBar(progress, "operations", operations)) {
      for (Operation operation : history.beginning()) {
        writer.write(operation);
      }
      for (Operation operation : notified.beginning()) {
        writer.write(operation);
      }
      for (int done = 1; done <= operations; done++) {
        writer.write(history.next());
        if (done % REFRESH_INTERVAL == 0) {
          Set<RowKey> rows = rows(history);
          writer.refresh(rows);
          refreshed += rows.size();
        }
        if (done % SETTINGS_INTERVAL == 0) {
          writer.write(notified.next());
        }
        if (done % CHOICE_INTERVAL == 0) {
          notified.choose();
        }
        feed.send((double) done / operations);
        disturbances.after(done);
        bar.at(done);
      }
      feed.flush();
      notified.flush();
      return refreshed;
    } catch (SQLException e) {
      throw new OperationException(
          "The connection to the source could not be closed: " + e.getMessage(), e);
    }
  }

  private static Set<RowKey> rows(NetworkHistory history) {
    Set<RowKey> rows = new HashSet<>();
    for (int i = 0; i < REFRESHED_ROWS; i++) {
      rows.add(history.row());
    }
    return rows;
  }

  private static double secondsSince(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / MILLIS;
  }
}
