package io.fanfare.workloads.bench.read;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.progress.AllViews;
import io.fanfare.ops.terminal.Progress;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Network;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.bench.kit.PageReader;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.Workload;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A page of a dashboard, hydrated, over HTTP: with nothing else going on, and beside writes. */
public final class ReadBenchmark {

  private static final int LIMIT = 50;

  /** Writes before all else: the servers have just started, and compile what runs often. */
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  private final StackSettings settings;
  private final Workload workload;
  private final Consumer<String> lines;
  private final Posts posts;

  public ReadBenchmark(StackSettings settings, Workload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param entriesPerSecond what is written meanwhile in the second half
   * @param length of each half
   */
  public ReadReport run(double pagesPerSecond, double entriesPerSecond, Duration length)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try {
      fill();
      return measure(machine, pagesPerSecond, entriesPerSecond, length);
    } finally {
      settings.home().wipe();
    }
  }

  private ReadReport measure(
      Machine machine, double pagesPerSecond, double entriesPerSecond, Duration length)
      throws IOException, InterruptedException, SQLException {
    try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
      Progress progress = bench.progress();
      SplittableRandom random = new SplittableRandom(workload.seed());
      FeedClient feeds = bench.feeds();
      PageReader reader = new PageReader(feeds, LIMIT, random);
      int listeners = posts.graph().listeners();
      Supplier<HttpRequest> pages = () -> feeds.firstPage(1 + random.nextInt(listeners), LIMIT);
      progress.report("warming up");
      write(bench.network(), entriesPerSecond, WARM_UP);
      new AllViews(bench.addresses().access()).awaitCurrent();
      reader.warmUp(pagesPerSecond, pages);
      progress.report("idle: %.0f pages/s for %d s", pagesPerSecond, length.toSeconds());
      Latency idle = reader.run(pagesPerSecond, length, pages);
      progress.report("beside %,.0f entries/s for %d s", entriesPerSecond, length.toSeconds());
      CompletableFuture<Void> writes =
          CompletableFuture.runAsync(() -> write(bench.network(), entriesPerSecond, length));
      Latency underLoad = reader.run(pagesPerSecond, length, pages);
      join(writes);
      return new ReadReport(
          machine, workload, LIMIT, pagesPerSecond, idle, entriesPerSecond, underLoad);
    }
  }

  /** Rounds of posts until the listener who follows fewest has a page. */
  private void fill() throws InterruptedException, SQLException {
    int fewest = posts.graph().fewestFollowed();
    if (fewest == 0) {
      throw new OperationException(
          "A listener follows no artist and has no page: lower --listeners or raise --artists.");
    }
    try (BenchStack bench = BenchStack.up(settings.withBatchRowsPerSecond(0), posts, lines)) {
      bench.writeNetwork();
      for (int entries = 0; entries < LIMIT; entries += fewest) {
        bench.progress().report("filling dashboards: %d of %d entries", entries, LIMIT);
        bench.publishRound();
      }
    }
  }

  private void write(Network network, double entriesPerSecond, Duration length) {
    SplittableRandom random = new SplittableRandom(workload.seed() + 1);
    try {
      new OpenLoop(posts.perSecond(entriesPerSecond), random)
          .<SQLException>run(length, due -> network.publish(List.of(posts.next())));
    } catch (SQLException e) {
      throw new OperationException("A post could not be written: " + e.getMessage(), e);
    }
  }

  private static void join(CompletableFuture<Void> writes) {
    try {
      writes.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof OperationException known ? known : e;
    }
  }
}
