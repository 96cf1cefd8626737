package io.fanfare.workloads.bench.celebrity;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.schemas.JobNames;
import io.fanfare.workloads.bench.celebrity.CelebrityReport.FanOut;
import io.fanfare.workloads.bench.celebrity.CelebrityReport.Moment;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.Checkpoints;
import io.fanfare.workloads.bench.kit.Checkpoints.Checkpoint;
import io.fanfare.workloads.bench.kit.FeedWatch;
import io.fanfare.workloads.bench.kit.FullCheckpoint;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.RawInserts;
import io.fanfare.workloads.bench.kit.SmallLoad;
import io.fanfare.workloads.bench.kit.SmallPosts;
import io.fanfare.workloads.bench.kit.Stages;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Measures a post to very many followers, and its removal, during posts of others. */
public final class CelebrityBenchmark {

  private static final int CELEBRITY = 0;
  private static final int FIRST_SMALL = 1;

  /** Any follower of the celebrity: each listener is one. */
  private static final long FOLLOWER = 1;

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final StackSettings settings;
  private final CelebrityWorkload workload;
  private final Consumer<String> lines;
  private final Posts posts;
  private final SmallLoad small;

  public CelebrityBenchmark(
      StackSettings settings, CelebrityWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
    this.small = new SmallLoad(posts, FIRST_SMALL, workload.smallPostsPerSecond(), workload.seed());
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param idleLength how long small posts are measured alone
   */
  public CelebrityReport run(Duration idleLength)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (BenchStack bench = BenchStack.up(settings, posts, lines)) {
      bench.writeNetwork();
      double bytesAnEdge =
          (double) new FullCheckpoint(bench.flink()).bytes(JobNames.FAN_OUT)
              / posts.graph().follows();
      small.warmUp(bench);
      double raw = raw(bench);
      bench.progress().report("small posts alone for %d s", idleLength.toSeconds());
      Stages idle = small.alone(bench, idleLength);
      Post post = posts.of(CELEBRITY);
      bench.progress().report("the post to %,d followers", posts.entries(List.of(post)));
      FanOut published = beside(bench, post, () -> bench.network().publish(List.of(post)));
      bench.progress().report("its removal");
      FeedWatch watch = new FeedWatch(bench.feeds(), FOLLOWER);
      watch.await(post, true);
      AtomicLong hiddenAfter = new AtomicLong();
      FanOut removed =
          beside(
              bench,
              post,
              () -> {
                bench.network().takeBack(post);
                hiddenAfter.set(watch.await(post, false));
              });
      return workload.report(
          machine, settings, bytesAnEdge, raw, idle, published, removed, hiddenAfter.get() / 1e6);
    } finally {
      settings.home().wipe();
    }
  }

  /** The ceiling: the same rows, from a client that does nothing else. */
  private double raw(BenchStack bench) throws InterruptedException {
    RawInserts raw = new RawInserts(bench.session(), posts.graph());
    double rate = raw.run(RawInserts.Mode.BATCHED, List.of(posts.of(CELEBRITY)));
    bench.table().truncate();
    return rate;
  }

  /** What the celebrity does. */
  private interface Act {
    void run() throws IOException, InterruptedException, SQLException;
  }

  /** Small posts from a little before the act until all of its entries are written. */
  private FanOut beside(BenchStack bench, Post post, Act act)
      throws IOException, InterruptedException, SQLException {
    long entries = posts.entries(List.of(post));
    Checkpoints checkpoints = new Checkpoints(bench.flink());
    List<Moment> timeline = new ArrayList<>();
    List<Checkpoint> ended = new ArrayList<>();
    try (SmallPosts others = small.begin(bench)) {
      long began = System.nanoTime();
      others.latency().expect(post, began);
      act.run();
      boolean done = false;
      while (!done) {
        requireTime(began);
        done = others.latency().awaitBatch(entries, STEP);
        Moment moment =
            new Moment(
                (System.nanoTime() - began) / 1e9,
                others.latency().batchSeen(),
                others.latency().interactiveSinceLastLook(),
                checkpoints.look());
        ended.addAll(moment.checkpoints());
        timeline.add(moment);
        bench.progress().report("%s", moment.line().strip());
      }
      double seconds = timeline.get(timeline.size() - 1).second();
      return new FanOut(entries, seconds, others.end(), timeline, ended);
    }
  }

  private static void requireTime(long began) {
    if (System.nanoTime() - began > PATIENCE.toNanos()) {
      throw new OperationException(
          "The fan-out took longer than %d minutes.".formatted(PATIENCE.toMinutes()));
    }
  }
}
