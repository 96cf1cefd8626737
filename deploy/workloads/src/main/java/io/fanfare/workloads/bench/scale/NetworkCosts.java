package io.fanfare.workloads.bench.scale;

import static io.fanfare.workloads.bench.scale.ScaleWorkload.FOLLOWERS;
import static io.fanfare.workloads.bench.scale.ScaleWorkload.PAGE;
import static io.fanfare.workloads.bench.scale.ScaleWorkload.PAGES_PER_SECOND;

import io.fanfare.local.StackSettings;
import io.fanfare.schemas.JobNames;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CpuClock;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.FullCheckpoint;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.PageReader;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.scale.ScaleReport.OfNetwork;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Costs of an entry in networks of several sizes. All artists have the same number of followers, so
 * that one thing alone differs.
 */
final class NetworkCosts {

  /** Part of the entries that are written before the clock starts. */
  private static final int WARM_UP_PART = 4;

  private final StackSettings settings;
  private final ScaleWorkload workload;
  private final Consumer<String> lines;

  NetworkCosts(StackSettings settings, ScaleWorkload workload, Consumer<String> lines) {
    this.settings = settings.withBatchRowsPerSecond(0);
    this.workload = workload;
    this.lines = lines;
  }

  OfNetwork measure(int follows) throws IOException, InterruptedException, SQLException {
    int artists = follows / FOLLOWERS;
    Posts posts =
        new Posts(FollowGraph.even(artists, FOLLOWERS, artists, workload.seed()), workload.seed());
    try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
      bench.writeNetwork();
      double checkpoint = new FullCheckpoint(bench.flink()).bytes(JobNames.FAN_OUT);
      bench.progress().report("warming up");
      bench.publish(posts(posts, workload.entries() / WARM_UP_PART));
      List<Post> published = posts(posts, workload.entries());
      bench.progress().report("%,d entries among %,d follows", workload.entries(), follows);
      Map<String, Double> before = bench.cpu().seconds();
      bench.publish(published);
      double seconds = CpuClock.ofServers(CpuClock.between(before, bench.cpu().seconds()));
      Latency page = pages(bench, artists);
      double bytes = bench.table().compactedBytes();
      return new OfNetwork(
          follows,
          seconds * 1e6 / posts.entries(published),
          checkpoint / posts.graph().follows(),
          bytes / bench.table().count(),
          page);
    }
  }

  private static List<Post> posts(Posts posts, int entries) {
    return Stream.generate(posts::next).limit((entries + FOLLOWERS - 1) / FOLLOWERS).toList();
  }

  private Latency pages(BenchStack bench, int listeners) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(workload.seed());
    FeedClient feeds = bench.feeds();
    PageReader reader = new PageReader(feeds, PAGE, random);
    Supplier<HttpRequest> pages = () -> feeds.firstPage(1 + random.nextInt(listeners), PAGE);
    bench.progress().report("first pages, %.0f/s", PAGES_PER_SECOND);
    reader.warmUp(PAGES_PER_SECOND, pages);
    return reader.run(PAGES_PER_SECOND, Duration.ofSeconds(workload.seconds()), pages);
  }
}
