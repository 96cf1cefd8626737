package io.fanfare.workloads.bench.churn;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.AuditReport;
import io.fanfare.ops.audit.dashboards.DashboardView;
import io.fanfare.ops.audit.views.ViewsAudit;
import io.fanfare.schemas.dashboard.UpdateOperation;
import io.fanfare.workloads.bench.churn.ChurnReport.Audited;
import io.fanfare.workloads.bench.churn.ChurnWriting.Written;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.ChurnWorkload;
import io.fanfare.workloads.bench.kit.CompletionCount;
import io.fanfare.workloads.bench.kit.CompletionLatency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Posts;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A network in which much is taken back, changed as fast as the source takes it. */
public final class ChurnBenchmark {

  /** Of the artists, the part that only posts, now and then: their followers stay the same. */
  private static final int TRICKLING = 10;

  /** A bound batch lane may be behind by much when the last operation is written. */
  private static final Duration BACKLOG = Duration.ofHours(3);

  /** For events that are there, but not read yet. */
  private static final Duration LAST_EVENTS = Duration.ofMinutes(2);

  private final StackSettings settings;
  private final ChurnWorkload workload;
  private final PrintWriter err;
  private final Posts posts;
  private final int churning;

  /**
   * @param workload the description of the network
   * @param posts of its artists
   */
  public ChurnBenchmark(
      StackSettings settings, ChurnWorkload workload, Posts posts, PrintWriter err) {
    this.settings = settings;
    this.workload = workload;
    this.err = err;
    this.posts = posts;
    int artists = posts.graph().artists();
    this.churning = artists - Math.max(1, artists / TRICKLING);
    if (churning < 1 || !posts.graph().isInteractive(churning)) {
      throw new OperationException(
          "The least followed tenth of the artists must take the interactive lane, and there must"
              + " be others: this takes more artists, or fewer followers.");
    }
  }

  /** Runs it, on a home that is empty before and after. */
  public ChurnReport run(ChurnPlan plan) throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.up(settings, posts, err::println)) {
      bench.writeNetwork();
      return measure(bench, machine, plan);
    } finally {
      settings.home().wipe();
    }
  }

  private ChurnReport measure(BenchStack bench, Machine machine, ChurnPlan plan)
      throws InterruptedException, SQLException {
    try (CompletionCount tally = new CompletionCount(bench.addresses().kafka());
        CompletionLatency latency =
            new CompletionLatency(bench.addresses().kafka(), posts.graph())) {
      Written written =
          new ChurnWriting(bench, posts, churning, plan, workload.seed()).run(latency);
      bench.awaitViews(BACKLOG);
      double passed = secondsSince(written.ended());
      bench.progress().report("the views have processed all changes");
      // Every event is in its topic by now: the report counts one that does not arrive as lost.
      long uncompleted = latency.awaitAll(LAST_EVENTS);
      Map<UpdateOperation, Long> completed = tally.byOperation();
      return new ChurnReport(
          machine,
          workload,
          written.operations(),
          written.killed(),
          (written.ended() - written.began()) / 1e9,
          passed,
          completed.getOrDefault(UpdateOperation.ADDED, 0L),
          completed.getOrDefault(UpdateOperation.REMOVED, 0L),
          written.trickled(),
          latency.interactive(),
          uncompleted,
          audit(bench));
    }
  }

  private Audited audit(BenchStack bench) throws InterruptedException {
    long began = System.nanoTime();
    AuditReport report =
        new ViewsAudit(bench.addresses().access(), err).run(ViewsAudit.everybody());
    if (!report.isClean()) {
      report.lines(Duration.ofNanos(System.nanoTime() - began)).forEach(err::println);
    }
    report.requireConclusive();
    return new Audited(
        report.recipients(),
        report.expected(DashboardView.ROWS),
        report.different(),
        report.unreclaimed(),
        secondsSince(began));
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
