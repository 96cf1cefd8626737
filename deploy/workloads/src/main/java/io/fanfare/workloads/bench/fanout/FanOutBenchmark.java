package io.fanfare.workloads.bench.fanout;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.JobNames;
import io.fanfare.workloads.bench.fanout.FanOutReport.Round;
import io.fanfare.workloads.bench.fanout.FanOutReport.Storage;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CompletionLatency;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.FullCheckpoint;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.RawInserts;
import io.fanfare.workloads.bench.kit.Workload;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the whole pipeline persists, beside what its store takes from a client alone. */
public final class FanOutBenchmark {

  /** The batch lane may write a little more than what comes, so that its backlog stays small. */
  private static final double SPARE = 1.15;

  /** The servers of this stack have just started: they compile what they run often. */
  private static final Duration WARM_UP = Duration.ofMinutes(3);

  private final StackSettings settings;
  private final Workload workload;
  private final Consumer<String> lines;
  private final Posts posts;
  private final Map<String, Double> cpuSeconds = new TreeMap<>();
  private long cpuEntries;

  public FanOutBenchmark(StackSettings settings, Workload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
  }

  /** What is measured with both lanes taking all that the store gives. */
  private record Throughput(List<Round> rounds, double bytesAnEdge) {}

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param rounds how often the same posts are written in each way
   * @param length how long latencies are measured
   * @param entriesPerSecond the load meanwhile; 0 for half of what the rounds have
   */
  public FanOutReport run(int rounds, Duration length, int entriesPerSecond)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try {
      Throughput throughput = throughput(rounds);
      double load =
          entriesPerSecond > 0
              ? entriesPerSecond
              : FanOutReport.mean(throughput.rounds, Round::pipeline) / 2;
      // As it is deployed: the batch lane has a share of the store.
      int share = (int) (load * posts.graph().batchPart() * SPARE);
      try (BenchStack bench = BenchStack.up(settings.withBatchRowsPerSecond(share), posts, lines)) {
        UnderLoad underLoad = underLoad(bench, load, length);
        return FanOutReport.of(
            machine,
            workload,
            throughput.rounds,
            underLoad,
            anEntry(cpuSeconds, cpuEntries),
            storage(bench, throughput.bytesAnEdge));
      }
    } finally {
      settings.home().wipe();
    }
  }

  private Throughput throughput(int rounds) throws IOException, InterruptedException, SQLException {
    try (BenchStack bench = BenchStack.up(settings.withBatchRowsPerSecond(0), posts, lines)) {
      bench.writeNetwork();
      long checkpoint = new FullCheckpoint(bench.flink()).bytes(JobNames.FAN_OUT);
      RawInserts raw = new RawInserts(bench.session(), posts.graph());
      bench.progress().report("warming up");
      round(bench, raw);
      cpuSeconds.clear();
      cpuEntries = 0;
      List<Round> measured = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        bench.progress().report("round %d of %d", i + 1, rounds);
        measured.add(round(bench, raw));
      }
      return new Throughput(measured, (double) checkpoint / posts.graph().follows());
    }
  }

  /** The same posts in each way, into an empty table each time; the pipeline is the last. */
  private Round round(BenchStack bench, RawInserts raw) throws InterruptedException, SQLException {
    List<Post> published = posts.round();
    Map<RawInserts.Mode, Double> rates = new EnumMap<>(RawInserts.Mode.class);
    for (RawInserts.Mode mode : RawInserts.Mode.values()) {
      bench.table().truncate();
      rates.put(mode, raw.run(mode, published));
    }
    bench.table().truncate();
    Map<String, Double> before = bench.cpu().seconds();
    double pipeline = bench.publish(published);
    CpuClock.between(before, bench.cpu().seconds())
        .forEach((name, seconds) -> cpuSeconds.merge(name, seconds, Double::sum));
    cpuEntries += posts.entries(published);
    requireAll(bench, published);
    return new Round(
        rates.getOrDefault(RawInserts.Mode.SINGLE, 0.0),
        rates.getOrDefault(RawInserts.Mode.BATCHED, 0.0),
        rates.getOrDefault(RawInserts.Mode.BATCHED_BY_RECIPIENT, 0.0),
        pipeline);
  }

  /** A figure of rows that are not there would be worth nothing. */
  private void requireAll(BenchStack bench, List<Post> published) {
    long entries = posts.entries(published);
    long stored = bench.table().count();
    if (stored != entries) {
      throw new OperationException(
          "%,d entries are in Cassandra where %,d are due: this must never be."
              .formatted(stored, entries));
    }
  }

  private UnderLoad underLoad(BenchStack bench, double entriesPerSecond, Duration length)
      throws InterruptedException, SQLException {
    bench.progress().report("warming up");
    bench.publishRound();
    OpenLoop arrivals =
        new OpenLoop(posts.perSecond(entriesPerSecond), new SplittableRandom(workload.seed()));
    arrivals.<SQLException>run(WARM_UP, due -> bench.network().publish(List.of(posts.next())));
    bench.progress().report("%,.0f entries/s for %d s", entriesPerSecond, length.toSeconds());
    List<Post> published = new ArrayList<>();
    Map<String, Double> before = bench.cpu().seconds();
    try (CompletionLatency latency =
        new CompletionLatency(bench.addresses().kafka(), posts.graph())) {
      arrivals.<SQLException>run(
          length,
          due -> {
            Post post = posts.next();
            latency.expect(post, due);
            published.add(post);
            bench.network().publish(List.of(post));
          });
      latency.awaitAll();
      Map<String, Double> used = CpuClock.between(before, bench.cpu().seconds());
      return new UnderLoad(
          entriesPerSecond,
          length.toSeconds(),
          published.size(),
          latency.interactive(),
          latency.batch(),
          anEntry(used, posts.entries(published)));
    }
  }

  private Storage storage(BenchStack bench, double bytesAnEdge) {
    bench.progress().report("compacting the table");
    long entries = bench.table().count();
    double bytes = bench.table().compactedBytes();
    return new Storage(entries, bytes / entries, posts.graph().follows(), bytesAnEdge);
  }

  private static Map<String, Double> anEntry(Map<String, Double> cpuSeconds, long entries) {
    Map<String, Double> microseconds = new TreeMap<>();
    cpuSeconds.forEach((name, seconds) -> microseconds.put(name, seconds * 1e6 / entries));
    return microseconds;
  }
}
