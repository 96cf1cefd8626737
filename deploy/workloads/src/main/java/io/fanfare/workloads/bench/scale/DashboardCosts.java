package io.fanfare.workloads.bench.scale;

import static io.fanfare.workloads.bench.scale.ScaleWorkload.PAGE;
import static io.fanfare.workloads.bench.scale.ScaleWorkload.PAGES_PER_SECOND;

import io.fanfare.local.StackSettings;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.FeedClient.Page;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.FollowGraph.Edge;
import io.fanfare.workloads.bench.kit.PageReader;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.scale.ScaleReport.OfDashboard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Pages of dashboards of several lengths, each of a listener whose artists nobody else follows. */
final class DashboardCosts {

  /** That each listener follows. */
  private static final int ARTISTS = 100;

  /** The ids of listeners are smaller. */
  private static final long FIRST_ARTIST = 1_000;

  private final StackSettings settings;
  private final ScaleWorkload workload;
  private final Consumer<String> lines;
  private final Posts posts;

  DashboardCosts(StackSettings settings, ScaleWorkload workload, Consumer<String> lines) {
    this.settings = settings.withBatchRowsPerSecond(0);
    this.workload = workload;
    this.lines = lines;
    this.posts = new Posts(graph(workload.dashboards().size()), workload.seed());
  }

  private static FollowGraph graph(int listeners) {
    List<Edge> follows = new ArrayList<>();
    for (int artist = 0; artist < listeners * ARTISTS; artist++) {
      follows.add(new Edge(listenerOf(artist), FIRST_ARTIST + artist));
    }
    return FollowGraph.ofEdges(follows);
  }

  private static long listenerOf(int artist) {
    return 1L + artist / ARTISTS;
  }

  List<OfDashboard> measure() throws IOException, InterruptedException, SQLException {
    try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
      bench.writeNetwork();
      List<OfDashboard> measured = new ArrayList<>();
      for (int i = 0; i < workload.dashboards().size(); i++) {
        int entries = workload.dashboards().get(i);
        bench.progress().report("a dashboard of %,d entries", entries);
        bench.publish(posts(i, entries));
        measured.add(measure(bench, 1L + i, entries));
      }
      return measured;
    }
  }

  private List<Post> posts(int listener, int entries) {
    List<Post> published = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      published.add(posts.of(listener * ARTISTS + i % ARTISTS));
    }
    return published;
  }

  private OfDashboard measure(BenchStack bench, long listener, int entries)
      throws IOException, InterruptedException {
    FeedClient feeds = bench.feeds();
    HttpRequest first = feeds.firstPage(listener, PAGE);
    HttpRequest last = lastPage(feeds, listener, first, entries);
    PageReader reader = new PageReader(feeds, PAGE, new SplittableRandom(workload.seed()));
    Duration length = Duration.ofSeconds(workload.seconds());
    reader.warmUp(PAGES_PER_SECOND, () -> first);
    return new OfDashboard(
        entries,
        reader.run(PAGES_PER_SECOND, length, () -> first),
        reader.run(PAGES_PER_SECOND, length, () -> last));
  }

  /** Of the last page that is full: the whole dashboard is read until there. */
  private static HttpRequest lastPage(
      FeedClient feeds, long listener, HttpRequest first, int entries)
      throws IOException, InterruptedException {
    HttpRequest request = first;
    for (int page = 1; page < entries / PAGE; page++) {
      String next = Page.of(feeds.read(request)).next();
      if (next == null) {
        throw new IOException("the feed ends behind page " + page);
      }
      request = feeds.request(listener, next);
    }
    return request;
  }
}
