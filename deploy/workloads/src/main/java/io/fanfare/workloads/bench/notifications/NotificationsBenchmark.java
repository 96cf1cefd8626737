package io.fanfare.workloads.bench.notifications;

import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.notifications.NotificationsAudit;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.CompletionLatency;
import io.fanfare.workloads.bench.kit.Machine;
import io.fanfare.workloads.bench.kit.Post;
import io.fanfare.workloads.bench.kit.Posts;
import io.fanfare.workloads.bench.kit.SmallLoad;
import io.fanfare.workloads.bench.kit.SmallPosts;
import io.fanfare.workloads.bench.kit.Stages;
import io.fanfare.workloads.bench.notifications.NotificationsReport.LargePost;
import io.fanfare.workloads.bench.notifications.NotificationsReport.Premiere;
import io.fanfare.workloads.bench.notifications.NotificationsReport.SmallPushes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures notifications of a post to very many followers beside posts of others, and of a post
 * that is published at a moment that was set before: then all its messages are due at once.
 */
public final class NotificationsBenchmark {

  /** JVMs compile what runs often: on two processors beside the load itself, that is minutes. */
  private static final Duration WARM_UP = Duration.ofMinutes(3);

  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(40);

  /** What is measured right before the premiere takes a part of it. */
  private static final Duration LEAD = Duration.ofSeconds(60);

  /** How much slower the premiere's entries may be written than those of the large post. */
  private static final int SLOWER = 2;

  /** Between the beginning of what is measured and the moment of the premiere. */
  private static final Duration SHORTLY = Duration.ofSeconds(1);

  private final StackSettings settings;
  private final NotificationsWorkload workload;
  private final Consumer<String> lines;
  private final Posts posts;
  private final SmallLoad small;
  private final Deliveries deliveries;

  public NotificationsBenchmark(
      StackSettings settings, NotificationsWorkload workload, Consumer<String> lines) {
    this.settings = settings;
    this.workload = workload;
    this.lines = lines;
    this.posts = workload.posts();
    this.small =
        new SmallLoad(
            posts,
            NotificationsWorkload.FIRST_SMALL,
            workload.smallPostsPerSecond(),
            workload.seed());
    this.deliveries = new Deliveries(posts.graph());
  }

  /**
   * Runs it, on a home that is empty before and after.
   *
   * @param idleLength how long small posts are measured alone
   */
  public NotificationsReport run(Duration idleLength)
      throws IOException, InterruptedException, SQLException {
    Machine machine = Machine.now();
    settings.home().wipe();
    try (CountingReceiver receiver = new CountingReceiver(deliveries);
        BenchStack bench = BenchStack.sending(settings, posts, lines)) {
      bench.progress().report("the ceilings of pushes");
      PushCeilings ceilings = PushCeilings.measure(settings, receiver.origin());
      bench.writeNetwork();
      bench.progress().report("settings and devices");
      new Subscribing(bench, workload.wishes(), receiver.origin(), workload.seed()).write();
      bench.progress().report("warming up for %d s", WARM_UP.toSeconds());
      alone(bench, WARM_UP);
      bench.progress().report("small posts alone for %d s", idleLength.toSeconds());
      SmallPushes idle = alone(bench, idleLength);
      LargePost post = largePost(bench);
      Premiere premiere = premiere(bench, post.entriesPerSecond());
      bench.progress().report("the audit");
      long began = System.nanoTime();
      var audit =
          new NotificationsAudit(bench.addresses().access(), new PrintWriter(Writer.nullWriter()))
              .run();
      return new NotificationsReport(
          machine,
          workload,
          settings.batchRowsPerSecond(),
          ceilings,
          idle,
          post,
          premiere,
          deliveries.account(),
          audit,
          (System.nanoTime() - began) / 1e9);
    } finally {
      settings.home().wipe();
    }
  }

  /** Small posts for some time, in which nothing else is done. */
  private SmallPushes alone(BenchStack bench, Duration length)
      throws InterruptedException, SQLException {
    deliveries.forgetLatency();
    Map<TopicPartition, Long> ends = Emitted.ends(bench.addresses().kafka());
    try (SmallPosts others = new SmallPosts(bench, small, deliveries::expectMeasured)) {
      others.goOnFor(length);
      return ended(others, bench, ends);
    }
  }

  /**
   * @param from where the topics of messages ended before
   */
  private SmallPushes ended(SmallPosts others, BenchStack bench, Map<TopicPartition, Long> from)
      throws InterruptedException {
    Stages dashboard = others.end();
    deliveries.awaitAll();
    return new SmallPushes(
        deliveries.latency(), dashboard, deliveries.emitted(bench.addresses().kafka(), from));
  }

  private LargePost largePost(BenchStack bench)
      throws IOException, InterruptedException, SQLException {
    Post post = posts.of(NotificationsWorkload.CELEBRITY);
    long entries = posts.entries(List.of(post));
    Phase.Watch watch = Phase.Watch.begin(bench, deliveries, Instant.now());
    bench.progress().report("the post to %,d followers", entries);
    deliveries.forgetLatency();
    try (SmallPosts others = new SmallPosts(bench, small, deliveries::expectMeasured)) {
      long began = System.nanoTime();
      others.latency().expect(post, began);
      deliveries.expect(post);
      bench.network().publish(List.of(post));
      while (!others.latency().awaitBatch(entries, STEP)) {
        requireTime(began);
        bench
            .progress()
            .report(
                "%,d entries, %,d pushes, %,d webhooks",
                others.latency().batchSeen(),
                deliveries.pushes().count(),
                deliveries.webhooks().count());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      SmallPushes beside = ended(others, bench, watch.topicEnds());
      return new LargePost(entries, seconds, beside, watch.end(began));
    }
  }

  private static void requireTime(long began) {
    if (System.nanoTime() - began > PATIENCE.toNanos()) {
      throw new OperationException(
          "The fan-out took longer than %d minutes.".formatted(PATIENCE.toMinutes()));
    }
  }

  /** Its entries are written before, so that the job and the agents have the processors. */
  private Premiere premiere(BenchStack bench, double entriesPerSecond)
      throws IOException, InterruptedException, SQLException {
    long entries = posts.graph().followers(NotificationsWorkload.PREMIERE).length;
    Duration writing = Duration.ofSeconds((long) (SLOWER * entries / entriesPerSecond));
    Instant published = Instant.now().plus(writing).plus(LEAD);
    Post post = posts.of(NotificationsWorkload.PREMIERE, published);
    bench.progress().report("a premiere for %,d followers at %s", entries, published);
    try (CompletionLatency latency =
        new CompletionLatency(bench.addresses().kafka(), posts.graph())) {
      latency.expect(post, System.nanoTime());
      bench.network().publish(List.of(post));
      Instant latest = published.minus(LEAD.dividedBy(2));
      if (latency.awaitAll(Duration.between(Instant.now(), latest)) > 0) {
        throw new OperationException(
            "The premiere's entries took more than %d times as long as those of the large post."
                .formatted(SLOWER));
      }
    }
    Phase.Watch watch = Phase.Watch.begin(bench, deliveries, published.minus(SHORTLY));
    deliveries.expect(post);
    if (!Instant.now().isBefore(published)) {
      throw new OperationException("The premiere came too early.");
    }
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), published).toMillis()));
    long due = System.nanoTime();
    Phase phase = watch.end(due);
    return new Premiere(
        entries, phase, Emitted.copiedPerSecond(bench.addresses().kafka(), watch.topicEnds()));
  }
}
