package io.fanfare.workloads.bench.edge;

import io.fanfare.local.StackSettings;
import io.fanfare.local.server.ApiServerProcess;
import io.fanfare.local.server.KafkaServer;
import io.fanfare.local.server.PurgerProcess;
import io.fanfare.local.server.VarnishServer;
import io.fanfare.ops.audit.edge.EdgeAudit;
import io.fanfare.ops.audit.edge.EdgeReport;
import io.fanfare.workloads.bench.edge.EdgeBenchReport.Audited;
import io.fanfare.workloads.bench.edge.EdgeBenchReport.Hits;
import io.fanfare.workloads.bench.edge.EdgeBenchReport.Killed;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.faults.SourceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Measures the edge of a stack: purges, hits, and how old what it serves can be. */
public final class EdgeBenchmark {

  /** One after the other, at equal distances. Only one of the two API servers is. */
  private static final List<String> KILLED =
      List.of(PurgerProcess.NAME, VarnishServer.NAME, ApiServerProcess.NAME, KafkaServer.NAME);

  /** Servers that have just started compile more than they answer. */
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /**
   * As long as an answer may be kept. The purger repeats its purges of everything after the kills
   * for a part of it.
   */
  private static final Duration FILL = Duration.ofSeconds(60);

  private static final int DRAWN = 20_000;
  private static final Duration POLL = Duration.ofMillis(50);

  private final StackSettings settings;
  private final EdgeWorkload workload;
  private final PrintWriter err;
  private final SplittableRandom random;
  private final ChangeLog log = new ChangeLog();

  public EdgeBenchmark(StackSettings settings, EdgeWorkload workload, PrintWriter err) {
    this.settings = settings;
    this.workload = workload;
    this.err = err;
    this.random = new SplittableRandom(workload.seed());
  }

  /** Runs it, on a home that is empty before and after. */
  public EdgeBenchReport run(EdgePlan plan) throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.withEdge(settings, err::println)) {
      bench.progress().report("writing %,d tracks", workload.tracks());
      writeRows(bench);
      bench.awaitViews();
      bench.progress().report("warming up for %d s", WARM_UP.toSeconds());
      churned(bench, plan, WARM_UP);
      bench.progress().report("purges for %d s", plan.seconds());
      PurgeTimes.Found purges =
          new PurgeTimes(bench.addresses(), workload, log, random.split())
              .run(plan.changesPerSecond(), plan.length());
      Hits hits = hits(bench, plan);
      bench.progress().report("without the purger for %d s", plan.seconds());
      bench.stop(PurgerProcess.NAME);
      JudgedReads.Found dead = churned(bench, plan, plan.length());
      bench.start(PurgerProcess.NAME);
      Killed killed = killed(bench, plan);
      bench.progress().report("filling the caches for %d s", FILL.toSeconds());
      // What they keep, beside changes, is what the audit is about.
      JudgedReads.Found filled = churned(bench, plan, FILL);
      return new EdgeBenchReport(
          machine, workload, plan, purges, hits, dead, killed, filled, audit(bench));
    } finally {
      settings.home().wipe();
    }
  }

  private void writeRows(BenchStack bench) throws InterruptedException, SQLException {
    try (SourceWriter writer = new SourceWriter(bench.addresses())) {
      for (long user = 1; user <= workload.userWithoutTracks(); user++) {
        ShownRow row = ShownRow.user(user);
        writer.write(EdgeRows.user(user, log.begin(row, true)));
        log.committed(row);
      }
      for (long track = 1; track <= workload.tracks(); track++) {
        ShownRow row = ShownRow.track(track);
        writer.write(EdgeRows.track(track, workload.ownerOf(track), log.begin(row, true), true));
        log.committed(row);
      }
    }
  }

  /** Reads while rows are changed. */
  private JudgedReads.Found churned(BenchStack bench, EdgePlan plan, Duration length)
      throws InterruptedException, SQLException {
    try (EdgeChanges changes = changes(bench, plan)) {
      return reads(bench).run(plan.readsPerSecond(), length);
    }
  }

  private EdgeChanges changes(BenchStack bench, EdgePlan plan) {
    return new EdgeChanges(
        bench.addresses(), workload, log, plan.changesPerSecond(), random.split());
  }

  private JudgedReads reads(BenchStack bench) {
    return new JudgedReads(bench.addresses().edgeUrl(), workload, log, random.split());
  }

  private Hits hits(BenchStack bench, EdgePlan plan) throws InterruptedException {
    HitLoop warmUp = new HitLoop(plan.connections(), WARM_UP);
    HitLoop loop = new HitLoop(plan.connections(), plan.length().dividedBy(2));
    String varnish = bench.addresses().varnishUrl();
    String nginx = bench.addresses().edgeUrl();
    String smallest = EdgePage.tracksOf(workload.userWithoutTracks(), List.of()).path();
    Supplier<Supplier<String>> one = () -> () -> smallest;
    bench.progress().report("hits");
    // What is asked for most is there before, as it is at an edge that has run for a while.
    warmUp.run(varnish, this::drawn);
    return new Hits(
        loop.run(varnish, one),
        loop.run(varnish, this::drawn),
        loop.run(nginx, one),
        loop.run(nginx, this::drawn));
  }

  /** Paths that are drawn before the time is taken. */
  private Supplier<String> drawn() {
    ZipfPages pages = new ZipfPages(workload, random.split());
    String[] paths = new String[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      paths[i] = pages.next().path();
    }
    int[] next = {0};
    return () -> paths[next[0]++ % DRAWN];
  }

  private Killed killed(BenchStack bench, EdgePlan plan) throws InterruptedException, SQLException {
    bench.progress().report("%,d reads, while servers are killed", plan.reads());
    JudgedReads reads = reads(bench);
    long share = plan.reads() / (KILLED.size() + 1);
    try (EdgeChanges changes = changes(bench, plan)) {
      CompletableFuture<JudgedReads.Found> reading =
          CompletableFuture.supplyAsync(() -> read(reads, plan));
      Map<String, Long> stale = new LinkedHashMap<>();
      long before = 0;
      awaitReads(reads, share, reading);
      for (int kill = 0; kill < KILLED.size(); kill++) {
        bench.progress().report("killing %s", KILLED.get(kill));
        bench.kill(KILLED.get(kill));
        awaitReads(reads, (kill + 2) * share, reading);
        stale.put(KILLED.get(kill), reads.stale() - before);
        before = reads.stale();
      }
      JudgedReads.Found found = joined(reading);
      Map<String, Long> made = changes.end();
      bench.disturbances(workload.seed(), 0, 0).awaitRecovery();
      return new Killed(stale, made, found);
    }
  }

  private static void awaitReads(JudgedReads reads, long count, CompletableFuture<?> reading)
      throws InterruptedException {
    while (reads.done() < count && !reading.isDone()) {
      Thread.sleep(POLL.toMillis());
    }
  }

  private static JudgedReads.Found read(JudgedReads reads, EdgePlan plan) {
    try {
      return reads.run(plan.readsPerSecond(), plan.reads());
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static JudgedReads.Found joined(CompletableFuture<JudgedReads.Found> reading)
      throws InterruptedException {
    try {
      return reading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private Audited audit(BenchStack bench) throws InterruptedException {
    bench.progress().report("the audit");
    long began = System.nanoTime();
    EdgeReport report = new EdgeAudit(bench.addresses().access(), err).run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (!report.isClean()) {
      report.lines(took).forEach(err::println);
    }
    return new Audited(
        report.pages(),
        report.hits(),
        report.different(),
        report.unsettled(),
        took.toMillis() / 1e3);
  }
}
