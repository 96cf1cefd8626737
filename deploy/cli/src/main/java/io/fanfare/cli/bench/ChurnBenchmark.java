package io.fanfare.cli.bench;

import io.fanfare.cli.audit.AuditReport;
import io.fanfare.cli.audit.ViewsAudit;
import io.fanfare.cli.bench.ChurnReport.Audited;
import io.fanfare.cli.views.AllViews;
import io.fanfare.local.StackException;
import io.fanfare.local.StackSettings;
import io.fanfare.schemas.dashboard.UpdateOperation;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A network in which much is taken back, changed as fast as the source takes it. */
final class ChurnBenchmark {

  /** Of the artists, the part that only posts, now and then: their followers stay the same. */
  private static final int TRICKLING = 10;

  private final StackSettings settings;
  private final Workload workload;
  private final PrintWriter err;
  private final Posts posts;
  private final int churning;

  ChurnBenchmark(StackSettings settings, Workload workload, PrintWriter err) {
    this.settings = settings;
    this.workload = workload;
    this.err = err;
    this.posts = workload.posts();
    this.churning = workload.artists() - Math.max(1, workload.artists() / TRICKLING);
    if (churning < 1 || !posts.graph().isInteractive(churning)) {
      throw new StackException(
          "The least followed tenth of the artists must take the interactive lane: ask for more"
              + " artists, or fewer followers.");
    }
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param length how long operations are written
   * @param postsPerSecond of the trickle
   */
  ChurnReport run(Duration length, double postsPerSecond)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.up(settings, posts, err::println)) {
      bench.writeNetwork();
      return measure(bench, machine, length, postsPerSecond);
    } finally {
      settings.home().wipe();
    }
  }

  private ChurnReport measure(
      BenchStack bench, Machine machine, Duration length, double postsPerSecond)
      throws InterruptedException, SQLException {
    AllViews views = new AllViews(bench.addresses());
    views.awaitAllOfNow();
    try (CompletionTally tally = new CompletionTally(bench.addresses().kafkaBootstrap());
        CompletionLatency latency =
            new CompletionLatency(bench.addresses().kafkaBootstrap(), posts.graph());
        Churn churn = new Churn(bench.addresses(), posts, churning, workload.seed())) {
      bench.progress().say("changing rows for %d s", length.toSeconds());
      long began = System.nanoTime();
      int trickled = write(bench, churn, latency, length, postsPerSecond);
      double writing = secondsSince(began);
      long wrote = System.nanoTime();
      views.awaitAllOfNow();
      double passed = secondsSince(wrote);
      bench.progress().say("the views have all of it");
      latency.awaitAll();
      Map<UpdateOperation, Long> told = tally.count();
      return new ChurnReport(
          machine,
          workload,
          churn.done(),
          writing,
          passed,
          told.getOrDefault(UpdateOperation.ADDED, 0L),
          told.getOrDefault(UpdateOperation.REMOVED, 0L),
          trickled,
          latency.interactive(),
          audit(bench));
    }
  }

  /** Writes as fast as it goes, and beside it posts at times of their own. */
  private int write(
      BenchStack bench,
      Churn churn,
      CompletionLatency latency,
      Duration length,
      double postsPerSecond)
      throws InterruptedException, SQLException {
    AtomicInteger trickled = new AtomicInteger();
    SplittableRandom random = new SplittableRandom(workload.seed());
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<?> changes = beside.submit(() -> churnFor(churn, length));
      new OpenLoop(postsPerSecond, random)
          .<SQLException>run(
              length,
              due -> {
                Post post = posts.of(random.nextInt(churning, posts.graph().artists()));
                latency.expect(post, due);
                trickled.incrementAndGet();
                bench.network().publish(List.of(post));
              });
      changes.get();
      return trickled.get();
    } catch (ExecutionException e) {
      throw new StackException("The source did not take a change: " + e.getCause(), e);
    } finally {
      beside.shutdownNow();
    }
  }

  private static boolean churnFor(Churn churn, Duration length) throws SQLException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      churn.next();
    }
    return true;
  }

  private Audited audit(BenchStack bench) throws InterruptedException {
    long began = System.nanoTime();
    AuditReport report = new ViewsAudit(bench.addresses(), err).of(ViewsAudit.everybody());
    if (!report.isClean()) {
      report.lines(Duration.ofNanos(System.nanoTime() - began)).forEach(err::println);
    }
    return new Audited(
        report.recipients(),
        report.expected(),
        report.different(),
        report.unreclaimed(),
        secondsSince(began));
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
