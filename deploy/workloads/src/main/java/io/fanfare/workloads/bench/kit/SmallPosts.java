package io.fanfare.workloads.bench.kit;

import io.fanfare.ops.OperationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjLongConsumer;

/**
 * Posts of artists with few followers at random times, possibly during other load: each is measured
 * from when it was due. To be ended, also when the other thing fails.
 */
public final class SmallPosts implements AutoCloseable {

  private final SmallLoad load;
  private final ObjLongConsumer<Post> before;
  private final Network network;
  private final CompletionLatency latency;
  private final CompletableFuture<Void> arrivals;
  private volatile boolean over;

  /** From now on. */
  public SmallPosts(BenchStack bench, SmallLoad load) throws SQLException {
    this(bench, load, (post, due) -> {});
  }

  /**
   * From now on.
   *
   * @param before gets each post before it is written, and when it is due, by `System.nanoTime`
   */
  public SmallPosts(BenchStack bench, SmallLoad load, ObjLongConsumer<Post> before)
      throws SQLException {
    this.load = load;
    this.before = before;
    this.network = new Network(bench.addresses());
    this.latency = new CompletionLatency(bench.addresses().kafka(), load.posts().graph());
    OpenLoop loop = new OpenLoop(load.postsPerSecond(), new SplittableRandom(load.seed()));
    this.arrivals = CompletableFuture.runAsync(() -> loop.runWhile(due -> !over, this::post));
  }

  /** What is measured; other posts may be measured with it. */
  public CompletionLatency latency() {
    return latency;
  }

  /** Goes on for some time, in which nothing else is done. */
  public void goOnFor(Duration length) throws InterruptedException {
    try {
      arrivals.get(length.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // As it should be.
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  /** Ends the posts and waits for the last of all that is measured. */
  public Stages end() throws InterruptedException {
    over = true;
    try {
      arrivals.get();
    } catch (ExecutionException e) {
      throw failed(e);
    }
    latency.awaitAll();
    return latency.interactive();
  }

  @Override
  public void close() throws InterruptedException, SQLException {
    over = true;
    try {
      arrivals.get();
    } catch (ExecutionException e) {
      throw failed(e);
    } finally {
      latency.close();
      network.close();
    }
  }

  private void post(long due) {
    try {
      Post post = load.posts().next(load.firstArtist());
      latency.expect(post, due);
      before.accept(post, due);
      network.publish(List.of(post));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static OperationException failed(Exception e) {
    return new OperationException("A post could not be written: " + e.getMessage(), e);
  }
}
