package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import java.io.IOException;
import java.time.Duration;

/** The first page of one user's feed, looked at until it shows a post or shows it no more. */
public final class FeedWatch {

  private static final int PAGE = 50;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 2;

  private final FeedClient feeds;
  private final long user;

  public FeedWatch(FeedClient feeds, long user) {
    this.feeds = feeds;
    this.user = user;
  }

  /**
   * Nanoseconds until the page shows a post, or shows it no more; a look takes as long as the page.
   *
   * @throws OperationException if that does not come within ten minutes
   */
  public long await(Post post, boolean shown) throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (shows(post) != shown) {
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new OperationException(
            "The feed of user %d does not %s track %d."
                .formatted(user, shown ? "show" : "hide", post.trackId()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return System.nanoTime() - began;
  }

  private boolean shows(Post post) throws IOException, InterruptedException {
    return FeedClient.Page.of(feeds.read(feeds.firstPage(user, PAGE))).shows(post.trackId());
  }
}
