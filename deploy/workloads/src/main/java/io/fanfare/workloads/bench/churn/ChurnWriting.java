package io.fanfare.workloads.bench.churn;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.models.Model;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CompletionLatency;
import io.fanfare.workloads.bench.kit.OpenLoop;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.faults.Disturbances;
import io.fanfare.workloads.faults.SourceWriter;
import io.fanfare.workloads.source.InsertRow;
import java.sql.SQLException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a churn as fast as the source takes it, kills servers meanwhile, and has posts of other
 * artists come beside it at times of their own.
 */
final class ChurnWriting {

  private static final int REPORT_INTERVAL = 10_000;

  private final BenchStack bench;
  private final Posts posts;
  private final int churning;
  private final ChurnPlan plan;
  private final SplittableRandom random;
  private final Churn churn;
  private final Disturbances disturbances;

  /**
   * @param churning how many artists take part, the most followed first; the others only post
   */
  ChurnWriting(BenchStack bench, Posts posts, int churning, ChurnPlan plan, long seed) {
    this.bench = bench;
    this.posts = posts;
    this.churning = churning;
    this.plan = plan;
    this.random = new SplittableRandom(seed);
    this.churn = new Churn(posts, churning, seed);
    this.disturbances =
        bench.disturbances(seed, plan.operations() == null ? 0 : plan.operations(), plan.kills());
  }

  /**
   * What was written.
   *
   * @param operations by kind
   * @param killed how often each server was killed
   * @param trickled posts beside them
   * @param began by `System.nanoTime`
   * @param ended when the last operation was committed
   */
  record Written(
      Map<String, Long> operations,
      Map<String, Integer> killed,
      int trickled,
      long began,
      long ended) {}

  /**
   * Returns when all is written, and everything runs that was killed.
   *
   * @param latency measures the posts beside
   */
  Written run(CompletionLatency latency) throws InterruptedException, SQLException {
    bench.progress().report("%s", plan.describe());
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      long began = System.nanoTime();
      Future<Long> changes = beside.submit(() -> change(began));
      int trickled = trickleBeside(changes, latency);
      long ended = changes.get();
      disturbances.awaitRecovery();
      return new Written(churn.made(), disturbances.killed(), trickled, began, ended);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OperationException known
          ? known
          : new OperationException("The source rejected a change: " + e.getCause(), e);
    } finally {
      beside.shutdownNow();
    }
  }

  /** When the last operation was committed, by `System.nanoTime`. */
  private long change(long began) throws InterruptedException, SQLException {
    long ended = began;
    try (SourceWriter writer = new SourceWriter(bench.addresses())) {
      for (int done = 0; plan.continues(done, began) && !Thread.currentThread().isInterrupted(); ) {
        writer.write(churn.next());
        ended = System.nanoTime();
        done++;
        disturbances.after(done);
        if (done % REPORT_INTERVAL == 0) {
          bench.progress().report("%,d operations are written", done);
        }
      }
    }
    return ended;
  }

  /** Posts until the changes have come to an end; how many. */
  private int trickleBeside(Future<?> changes, CompletionLatency latency)
      throws InterruptedException, SQLException {
    AtomicInteger trickled = new AtomicInteger();
    try (SourceWriter writer = new SourceWriter(bench.addresses())) {
      new OpenLoop(plan.postsPerSecond(), random)
          .<InterruptedException>runWhile(
              due -> !changes.isDone(),
              due -> {
                Post post = posts.of(random.nextInt(churning, posts.graph().artists()));
                latency.expect(post, due);
                writer.write(InsertRow.of(Model.TRACK, post.track()));
                trickled.incrementAndGet();
              });
    }
    return trickled.get();
  }
}
