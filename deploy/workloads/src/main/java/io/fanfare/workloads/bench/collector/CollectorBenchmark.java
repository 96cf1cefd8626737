package io.fanfare.workloads.bench.collector;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.collector.CollectorReport.BesidePosts;
import io.fanfare.workloads.bench.collector.CollectorReport.Reading;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CompletionLatency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.RawInserts;
import io.fanfare.workloads.bench.kit.SmallLoad;
import io.fanfare.workloads.bench.kit.SmallPosts;
import io.fanfare.workloads.bench.kit.Stages;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Measures a listener who follows very many artists, during posts of others. */
public final class CollectorBenchmark {

  private static final int PAGE = 50;
  private static final int MOST_PAGES = 500;
  private static final int MOST_TIMES = 200;

  private final StackSettings settings;
  private final CollectorWorkload workload;
  private final Consumer<String> lines;
  private final Posts posts;
  private final SmallLoad small;

  public CollectorBenchmark(
      StackSettings settings, CollectorWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
    this.small =
        new SmallLoad(posts, workload.following(), workload.smallPostsPerSecond(), workload.seed());
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param idleLength how long small posts are measured alone
   */
  public CollectorReport run(Duration idleLength)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
      bench.writeNetwork();
      small.warmUp(bench);
      List<Post> round = posts.round(workload.following());
      double single = raw(bench, RawInserts.Mode.SINGLE, round);
      double batched = raw(bench, RawInserts.Mode.BATCHED_BY_RECIPIENT, round);
      bench.progress().report("small posts alone for %d s", idleLength.toSeconds());
      Stages idle = small.alone(bench, idleLength);
      bench.progress().report("%,d artists post", workload.following());
      double pipeline = store(bench, round);
      bench.progress().report("half as many a second for %d s", idleLength.toSeconds());
      BesidePosts halfLoad = besidePosts(bench, pipeline / 2, idleLength);
      try (SmallPosts others = small.begin(bench)) {
        Reading reading = read(bench);
        return new CollectorReport(
            machine, workload, single, batched, pipeline, idle, halfLoad, others.end(), reading);
      }
    } finally {
      settings.home().wipe();
    }
  }

  /** Small posts while the collector's artists post at random times, too. */
  private BesidePosts besidePosts(BenchStack bench, double perSecond, Duration length)
      throws InterruptedException, SQLException {
    SplittableRandom random = new SplittableRandom(workload.seed() + 1);
    AtomicLong count = new AtomicLong();
    try (SmallPosts others = small.begin(bench)) {
      long began = System.nanoTime();
      new OpenLoop(perSecond, random)
          .<SQLException>run(
              length,
              due -> {
                bench.network().publish(List.of(posts.of(random.nextInt(workload.following()))));
                count.incrementAndGet();
              });
      // Sequential posts may be late; only entries that arrived are counted.
      double came = count.get() / ((System.nanoTime() - began) / 1e9);
      return new BesidePosts(came, others.end());
    }
  }

  private Reading read(BenchStack bench) throws IOException, InterruptedException, SQLException {
    int pages = Math.min(MOST_PAGES, workload.following() / PAGE - 1);
    return new CollectorSession(bench, posts)
        .run(pages, Math.min(MOST_TIMES, workload.following()));
  }

  private double raw(BenchStack bench, RawInserts.Mode mode, List<Post> round)
      throws InterruptedException {
    double rate = new RawInserts(bench.session(), posts.graph()).run(mode, round);
    bench.table().truncate();
    return rate;
  }

  /** Entries a second onto the collector's dashboard. */
  private double store(BenchStack bench, List<Post> round)
      throws InterruptedException, SQLException {
    try (CompletionLatency stored =
        new CompletionLatency(bench.addresses().kafka(), posts.graph())) {
      long began = System.nanoTime();
      round.forEach(post -> stored.expect(post, began));
      bench.network().publish(round);
      stored.awaitAll();
      return round.size() / ((System.nanoTime() - began) / 1e9);
    }
  }
}
