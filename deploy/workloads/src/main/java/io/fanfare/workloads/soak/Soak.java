package io.fanfare.workloads.soak;

import io.fanfare.local.supervisor.LocalStack;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.dashboards.DashboardView;
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

/** Plays random histories on a stack, disturbs it meanwhile, and audits what has become of them. */
public final class Soak {

  private static final int ROWS_SAID_AGAIN = 5;

  /** How many operations lie between two times that rows are said again. */
  private static final int SAYING_AGAIN = 50;

  private static final double MILLIS = 1000.0;

  private final LocalStack stack;
  private final PrintWriter progress;
  private final int operations;
  private final int events;
  private final int kills;
  private final boolean replays;

  /**
   * @param progress where a progress bar is drawn
   * @param operations of each history
   * @param events plays and downloads of each history, each of which is told twice
   * @param kills in each history
   * @param replays whether jobs are once started from an older savepoint in each history
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

  /** What an audit said of a history. */
  public record Result(SeedReport report, AuditReport audit) {}

  /**
   * Plays the history of a seed, and audits its users.
   *
   * @param firstId of {@link Shape#ids} ids that nobody else uses
   * @throws OperationException if something does not come back, or the views do not catch up, or
   *     the audit cannot tell
   */
  public Result play(long seed, Shape shape, long firstId) throws InterruptedException {
    Instant began = Instant.now();
    NetworkHistory history = new NetworkHistory(seed, shape, firstId, began);
    // Another stream of the same seed: what happens to the servers doesn't change the history.
    Disturbances disturbances =
        new Disturbances(stack, new Random(~seed), operations, kills, replays);
    int saidAgain;
    try (EventFeed feed = history.events(stack.addresses().kafkaBootstrap(), seed, events, began)) {
      saidAgain = write(history, feed, disturbances);
    }
    double writing = secondsSince(began);
    disturbances.awaitRecovery();
    // What is right while effects are still to come may be wrong when they have: all of them first.
    new AllViews(stack.addresses().access()).awaitAllOfNow();
    double caughtUp = secondsSince(began);
    AuditReport audit =
        new ViewsAudit(stack.addresses().access(), progress)
            .run(ViewsAudit.between(history.firstUser(), history.lastUser()));
    audit.requireConclusive();
    SeedReport report =
        new SeedReport(
            seed,
            shape,
            operations,
            events,
            disturbances.killed(),
            saidAgain,
            writing,
            caughtUp,
            secondsSince(began),
            audit.recipients(),
            audit.expected(DashboardView.ROWS),
            audit.expected(),
            audit.different(),
            audit.unreclaimed(),
            audit.isClean() && audit.unreclaimed() == 0);
    return new Result(report, audit);
  }

  private int write(NetworkHistory history, EventFeed feed, Disturbances disturbances)
      throws InterruptedException {
    int saidAgain = 0;
    try (SourceWriter writer = new SourceWriter(stack.addresses());
        ProgressBar bar = new ProgressBar(progress, "operations", operations)) {
      for (Operation operation : history.beginning()) {
        writer.write(operation);
      }
      for (int done = 1; done <= operations; done++) {
        writer.write(history.next());
        if (done % SAYING_AGAIN == 0) {
          Set<RowKey> rows = rows(history);
          writer.sayAgain(rows);
          saidAgain += rows.size();
        }
        feed.tell((double) done / operations);
        disturbances.after(done);
        bar.at(done);
      }
      feed.flush();
      return saidAgain;
    } catch (SQLException e) {
      throw new OperationException("The source was not left in order: " + e.getMessage(), e);
    }
  }

  private static Set<RowKey> rows(NetworkHistory history) {
    Set<RowKey> rows = new HashSet<>();
    for (int i = 0; i < ROWS_SAID_AGAIN; i++) {
      rows.add(history.row());
    }
    return rows;
  }

  private static double secondsSince(Instant began) {
    return Duration.between(began, Instant.now()).toMillis() / MILLIS;
  }
}
