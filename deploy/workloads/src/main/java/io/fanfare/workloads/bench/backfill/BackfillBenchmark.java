package io.fanfare.workloads.bench.backfill;

import io.fanfare.local.StackSettings;
import io.fanfare.local.supervisor.LocalJobControl;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.backfill.DashboardRebuild.Part;
import io.fanfare.ops.backfill.dashboards.DashboardBackfill;
import io.fanfare.schemas.JobNames;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.RawInserts;
import io.fanfare.workloads.bench.kit.SmallLoad;
import io.fanfare.workloads.bench.kit.SmallPosts;
import io.fanfare.workloads.bench.kit.Stages;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Measures the rebuild of all dashboards, and small posts beside one that is bounded. */
public final class BackfillBenchmark {

  private static final int FIRST_SMALL = 1;

  private final StackSettings settings;
  private final BackfillWorkload workload;
  private final Consumer<String> lines;
  private final Posts posts;
  private final SmallLoad small;

  /**
   * @param settings with the rebuild's share of the store while latencies are measured
   */
  public BackfillBenchmark(
      StackSettings settings, BackfillWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
    this.small = new SmallLoad(posts, FIRST_SMALL, workload.smallPostsPerSecond(), workload.seed());
  }

  private record Rebuilt(
      double live,
      double raw,
      long entries,
      double commandSeconds,
      double jobSeconds,
      Sstables.Imported imported) {}

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param length how long small posts are measured, alone and beside a rebuild
   */
  public BackfillReport run(Duration length)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try {
      Rebuilt rebuilt = rebuilt();
      try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
        small.warmUp(bench);
        Stages idle = small.alone(bench, length);
        Stages beside = beside(bench, length);
        return new BackfillReport(
            machine,
            workload,
            rebuilt.live,
            rebuilt.raw,
            rebuilt.entries,
            rebuilt.commandSeconds,
            rebuilt.jobSeconds,
            rebuilt.imported.writingSeconds(),
            rebuilt.imported.importSeconds(),
            rebuilt.imported.entriesPerSecond(),
            settings.batchRowsPerSecond(),
            idle,
            beside);
      }
    } finally {
      settings.home().wipe();
    }
  }

  /** With no bound on anything. */
  private Rebuilt rebuilt() throws IOException, InterruptedException, SQLException {
    StackSettings unbounded = settings.withBatchRowsPerSecond(0);
    try (BenchStack bench = BenchStack.up(unbounded, posts, lines)) {
      bench.writeNetwork();
      double raw = raw(bench);
      bench.progress().report("warming up");
      bench.publishRound();
      double live = 0;
      for (int round = 0; round < workload.rounds(); round++) {
        bench.progress().report("round %d of %d", round + 1, workload.rounds());
        live += bench.publish(posts.round()) / workload.rounds();
      }
      long began = System.nanoTime();
      try (DashboardBackfill backfill = backfill(bench)) {
        int next = backfill.build();
        double seconds = (System.nanoTime() - began) / 1e9;
        long entries = bench.table(next).count();
        requireAll(bench.table().count(), entries);
        double jobSeconds = bench.jobSeconds(JobNames.DASHBOARD_REBUILD);
        bench.progress().report("writing SSTables");
        bench.table(next).truncate();
        Sstables.Imported imported =
            new Sstables(settings)
                .fill(
                    bench.table(next),
                    next,
                    workload.followers(),
                    Math.toIntExact(entries / workload.followers()));
        return new Rebuilt(live, raw, entries, seconds, jobSeconds, imported);
      }
    }
  }

  private double raw(BenchStack bench) throws InterruptedException {
    RawInserts raw = new RawInserts(bench.session(), posts.graph());
    List<Post> several = new ArrayList<>();
    for (int round = 0; round < workload.rounds(); round++) {
      several.addAll(posts.round());
    }
    double rate = raw.run(RawInserts.Mode.BATCHED_BY_RECIPIENT, several);
    bench.table().truncate();
    return rate;
  }

  /** A figure of rows that are not there would be worth nothing. */
  private static void requireAll(long live, long rebuilt) {
    if (live != rebuilt) {
      throw new OperationException(
          "%,d entries were rebuilt where %,d are due: this must never be."
              .formatted(rebuilt, live));
    }
  }

  private Stages beside(BenchStack bench, Duration length)
      throws InterruptedException, SQLException {
    try (DashboardBackfill backfill = backfill(bench);
        DashboardBackfill control = backfill(bench);
        SmallPosts others = small.begin(bench)) {
      CompletableFuture<Void> rebuild =
          CompletableFuture.runAsync(
              () -> inPlace(backfill), task -> new Thread(task, "rebuild").start());
      others.goOnFor(length);
      Stages stages = others.end();
      if (control.status().rebuild() != null) {
        control.cancel();
      }
      rebuild.handle((done, failure) -> done).get();
      return stages;
    } catch (ExecutionException e) {
      throw new OperationException("The rebuild failed: " + e.getCause(), e);
    }
  }

  private static void inPlace(DashboardBackfill backfill) {
    try {
      backfill.inPlace(Part.ALL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DashboardBackfill backfill(BenchStack bench) {
    return new DashboardBackfill(
        bench.addresses().access(),
        new LocalJobControl(settings.home()),
        line -> bench.progress().report("%s", line));
  }
}
