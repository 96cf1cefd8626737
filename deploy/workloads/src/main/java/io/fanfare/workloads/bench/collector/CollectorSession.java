package io.fanfare.workloads.bench.collector;

import io.fanfare.ops.OperationException;
import io.fanfare.workloads.bench.collector.CollectorReport.Reading;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.FeedClient;
import io.fanfare.workloads.bench.kit.FeedClient.Page;
import io.fanfare.workloads.bench.kit.FeedWatch;
import io.fanfare.workloads.bench.kit.FollowGraph;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a listener with a long feed does: reads it, and follows and unfollows. */
final class CollectorSession {

  private static final int PAGE = 50;

  private final BenchStack bench;
  private final Posts posts;
  private final FeedClient feeds;
  private final FeedWatch watch;

  CollectorSession(BenchStack bench, Posts posts) throws IOException {
    this.bench = bench;
    this.posts = posts;
    this.feeds = bench.feeds();
    this.watch = new FeedWatch(feeds, FollowGraph.COLLECTOR);
  }

  /**
   * @param pages how many pages behind the first are read
   * @param times how often the rest is done
   */
  Reading run(int pages, int times) throws IOException, InterruptedException, SQLException {
    bench.progress().report("reading %,d pages", pages);
    Latency deepPages = deepPages(pages);
    Latency firstPage = firstPage(pages);
    bench.progress().report("%d new posts, unfollows and follows", times);
    Histogram newPost = Latency.histogram();
    Histogram unfollow = Latency.histogram();
    Histogram follow = Latency.histogram();
    for (int artist = 0; artist < times; artist++) {
      Post post = posts.of(artist);
      bench.network().publish(List.of(post));
      newPost.recordValue(watch.await(post, true));
      bench.network().unfollow(FollowGraph.COLLECTOR, post.artistId());
      unfollow.recordValue(watch.await(post, false));
      bench.network().follow(FollowGraph.COLLECTOR, post.artistId());
      follow.recordValue(watch.await(post, true));
    }
    return new Reading(
        firstPage, deepPages, Latency.of(newPost), Latency.of(unfollow), Latency.of(follow));
  }

  private Latency firstPage(int times) throws IOException, InterruptedException {
    Histogram histogram = Latency.histogram();
    for (int i = 0; i < times; i++) {
      long began = System.nanoTime();
      feeds.read(feeds.firstPage(FollowGraph.COLLECTOR, PAGE));
      histogram.recordValue(System.nanoTime() - began);
    }
    return Latency.of(histogram);
  }

  private Latency deepPages(int pages) throws IOException, InterruptedException {
    Histogram histogram = Latency.histogram();
    Page page = Page.of(feeds.read(feeds.firstPage(FollowGraph.COLLECTOR, PAGE)));
    for (int i = 0; i < pages; i++) {
      String next = page.next();
      if (next == null || page.items().size() < PAGE) {
        throw new OperationException(
            "The feed ends after %d pages: this must never be.".formatted(i));
      }
      long began = System.nanoTime();
      byte[] answer = feeds.read(feeds.request(FollowGraph.COLLECTOR, next));
      histogram.recordValue(System.nanoTime() - began);
      page = Page.of(answer);
    }
    return Latency.of(histogram);
  }
}
