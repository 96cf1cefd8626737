package io.fanfare.workloads.bench.pushpull;

import io.fanfare.local.StackSettings;
import io.fanfare.local.server.CassandraServer;
import io.fanfare.local.server.MariaDbServer;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.Workload;
import io.fanfare.workloads.bench.pushpull.PushPullReport.Pull;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** What an entry costs that is delivered, beside what it costs to read an actor's activities. */
public final class PushPullBenchmark {

  private static final int ACTIVITIES = 50;

  private final StackSettings settings;
  private final Workload workload;
  private final Consumer<String> lines;
  private final Posts posts;

  public PushPullBenchmark(StackSettings settings, Workload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
  }

  /** What the pipeline used for an entry. */
  private record Push(Map<String, Double> cpuMicroseconds, double wallMicroseconds) {}

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param rounds of posts that are measured
   * @param reads of outboxes that are measured from each store
   */
  public PushPullReport run(int rounds, int reads)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.up(settings.withBatchRowsPerSecond(0), posts, lines)) {
      bench.writeNetwork();
      bench.progress().report("warming up");
      bench.publishRound();
      bench.progress().report("%d rounds of posts", rounds);
      Push push = push(bench, rounds);
      bench.progress().report("writing outboxes");
      Outboxes outboxes = new Outboxes(bench, ACTIVITIES);
      outboxes.write();
      bench.awaitViews();
      bench.progress().report("reading outboxes");
      SplittableRandom random = new SplittableRandom(workload.seed());
      Pull source = pull(bench, MariaDbServer.NAME, reads, n -> outboxes.fromSource(n, random));
      Pull cassandra =
          pull(bench, CassandraServer.NAME, reads, n -> outboxes.fromCassandra(n, random));
      return new PushPullReport(
          machine,
          workload,
          push.cpuMicroseconds,
          push.wallMicroseconds,
          ACTIVITIES,
          source,
          cassandra,
          settings.batchRowsPerSecond());
    } finally {
      settings.home().wipe();
    }
  }

  private Push push(BenchStack bench, int rounds) throws InterruptedException, SQLException {
    long entries = 0;
    Map<String, Double> before = bench.cpu().seconds();
    long began = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      List<Post> published = posts.round();
      entries += posts.entries(published);
      bench.publish(published);
    }
    double wall = (System.nanoTime() - began) / 1e3 / entries;
    Map<String, Double> microseconds = new TreeMap<>();
    for (Map.Entry<String, Double> used :
        CpuClock.between(before, bench.cpu().seconds()).entrySet()) {
      microseconds.put(used.getKey(), used.getValue() * 1e6 / entries);
    }
    // Who waits for the entries is no part of the pipeline.
    microseconds.remove(CpuClock.BENCH);
    return new Push(microseconds, wall);
  }

  /** So many reads. */
  private interface Reads {
    Histogram read(int count) throws SQLException;
  }

  private static Pull pull(BenchStack bench, String store, int count, Reads reads)
      throws SQLException {
    reads.read(count);
    Map<String, Double> before = bench.cpu().seconds();
    Histogram histogram = reads.read(count);
    Map<String, Double> used = CpuClock.between(before, bench.cpu().seconds());
    double seconds = used.getOrDefault(store, 0.0) + used.getOrDefault(CpuClock.BENCH, 0.0);
    return new Pull(seconds * 1e6 / count, Latency.of(histogram));
  }
}
