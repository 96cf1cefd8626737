package io.fanfare.cli.bench;

import io.fanfare.cli.bench.FanOutReport.HalfLoad;
import io.fanfare.cli.bench.FanOutReport.Round;
import io.fanfare.cli.bench.FanOutReport.Storage;
import io.fanfare.local.Progress;
import io.fanfare.local.StackException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the whole pipeline persists, beside what its store takes from a client alone. */
final class FanOutBenchmark {

  private static final String FAN_OUT = "fan-out";

  /** The largest number of followers whose posts take the interactive lane. */
  private static final int MOST_INTERACTIVE = 1_000;

  private final Workload workload;
  private final BenchStack bench;
  private final Progress progress;
  private final Map<String, Double> cpuSeconds = new TreeMap<>();
  private long cpuEntries;

  FanOutBenchmark(BenchStack bench, Workload workload) {
    this.workload = workload;
    this.bench = bench;
    this.progress = bench.progress();
  }

  /**
   * Runs it.
   *
   * @param rounds how often the same posts are written in each way
   * @param halfLoad how long latencies are measured
   */
  FanOutReport run(Machine machine, int rounds, Duration halfLoad)
      throws IOException, InterruptedException, SQLException {
    long follows = bench.network().graph().follows();
    long checkpoint = new FullCheckpoint(bench.addresses().flinkUrl()).bytes(FAN_OUT);
    RawInserts raw = new RawInserts(bench.session(), bench.network().graph());
    progress.say("warming up");
    round(raw);
    cpuSeconds.clear();
    cpuEntries = 0;
    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      progress.say("round %d of %d", i + 1, rounds);
      measured.add(round(raw));
    }
    double pipeline = measured.stream().mapToDouble(Round::pipeline).average().orElseThrow();
    HalfLoad latency = halfLoad(pipeline / 2, halfLoad);
    progress.say("compacting the table");
    long entries = bench.table().count();
    double bytesAnEntry = (double) bench.table().compactedBytes() / entries;
    return new FanOutReport(
        machine,
        workload,
        measured,
        pipeline / measured.stream().mapToDouble(Round::single).average().orElseThrow(),
        pipeline / measured.stream().mapToDouble(Round::batched).average().orElseThrow(),
        latency,
        cpuAnEntry(),
        new Storage(entries, bytesAnEntry, follows, (double) checkpoint / follows));
  }

  /** The same posts in each way, into an empty table each time; the pipeline is the last. */
  private Round round(RawInserts raw) throws InterruptedException, SQLException {
    List<Post> posts = bench.round();
    Map<RawInserts.Mode, Double> rates = new HashMap<>();
    for (RawInserts.Mode mode : RawInserts.Mode.values()) {
      bench.table().truncate();
      rates.put(mode, raw.run(mode, posts));
    }
    bench.table().truncate();
    Map<String, Double> before = bench.cpu().seconds();
    double pipeline = bench.publish(posts);
    CpuClock.between(before, bench.cpu().seconds())
        .forEach((name, seconds) -> cpuSeconds.merge(name, seconds, Double::sum));
    requireAll(posts);
    return new Round(
        rates.getOrDefault(RawInserts.Mode.SINGLE, 0.0),
        rates.getOrDefault(RawInserts.Mode.BATCHED, 0.0),
        rates.getOrDefault(RawInserts.Mode.BATCHED_BY_RECIPIENT, 0.0),
        pipeline);
  }

  /** A figure of rows that are not there would be worth nothing. */
  private void requireAll(List<Post> posts) {
    long entries = bench.network().entries(posts);
    cpuEntries += entries;
    long stored = bench.table().count();
    if (stored != entries) {
      throw new StackException(
          "%,d entries are in Cassandra where %,d are due: this must never be."
              .formatted(stored, entries));
    }
  }

  private HalfLoad halfLoad(double entriesPerSecond, Duration length)
      throws InterruptedException, SQLException {
    Network network = bench.network();
    FollowGraph graph = network.graph();
    double postsPerSecond = entriesPerSecond * graph.artists() / graph.follows();
    progress.say(
        "half load: %.1f posts/s (%,.0f entries/s) for %d s",
        postsPerSecond, entriesPerSecond, length.toSeconds());
    SplittableRandom random = new SplittableRandom(workload.seed());
    Histogram interactive = Latency.histogram();
    Histogram batch = Latency.histogram();
    List<Post> posts = new ArrayList<>();
    long before = bench.completions().now();
    try (CompletionLatency latency = new CompletionLatency(bench.addresses().kafkaBootstrap())) {
      new OpenLoop(postsPerSecond, random)
          .<SQLException>run(
              length,
              due -> {
                int artist = random.nextInt(graph.artists());
                Post post =
                    network.post(artist, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                boolean small = graph.followers(artist).length <= MOST_INTERACTIVE;
                latency.expect(post.trackId(), due, small ? interactive : batch);
                posts.add(post);
                network.publish(List.of(post));
              });
      bench.completions().await(before + network.entries(posts), progress);
      latency.awaitSeen(network.entries(posts));
    }
    return new HalfLoad(
        entriesPerSecond,
        length.toSeconds(),
        posts.size(),
        Latency.of(interactive),
        Latency.of(batch));
  }

  private Map<String, Double> cpuAnEntry() {
    Map<String, Double> microseconds = new TreeMap<>();
    cpuSeconds.forEach((name, seconds) -> microseconds.put(name, seconds * 1e6 / cpuEntries));
    return microseconds;
  }
}
