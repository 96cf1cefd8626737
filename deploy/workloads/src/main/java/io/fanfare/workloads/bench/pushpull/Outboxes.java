package io.fanfare.workloads.bench.pushpull;

import io.fanfare.connectors.cassandra.DashboardPartition;
import io.fanfare.connectors.cassandra.InsertDashboardEntry;
import io.fanfare.connectors.cassandra.SelectDashboardPage;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.source.SourceConnection;
import io.fanfare.schemas.Micros;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.workloads.bench.kit.BenchStack;
import io.fanfare.workloads.bench.kit.Latency;
import io.fanfare.workloads.bench.kit.Post;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Outboxes of actors whom nobody follows, read as a server that merges at read would: as rows of
 * the source, and as one partition an actor in Cassandra, of the same shape as a dashboard's month.
 */
public final class Outboxes {

  private static final int ACTORS = 1_000;

  /** Beyond all ids of the network's users and posts. */
  private static final long FIRST_ID = 1_000_000_000L;

  private static final int TIME_TO_LIVE = (int) DashboardRule.RETENTION.toSeconds();

  private final BenchStack bench;
  private final int activities;
  private final long newest = Micros.of(Instant.now());

  /**
   * @param activities in each outbox, which is a page
   */
  Outboxes(BenchStack bench, int activities) {
    this.bench = bench;
    this.activities = activities;
  }

  /** Reads one outbox. */
  interface Read {
    /** How many activities there are. */
    int of(long actorId) throws SQLException;
  }

  void write() throws SQLException {
    InsertDashboardEntry insert = new InsertDashboardEntry(bench.session());
    List<Post> posts = new ArrayList<>();
    for (int i = 0; i < ACTORS * activities; i++) {
      posts.add(new Post(FIRST_ID + i, -1, FIRST_ID + i % ACTORS, newest));
    }
    bench.network().publish(posts);
    for (Post post : posts) {
      bench
          .session()
          .execute(insert.bind(post.artistId(), post.activity(), post.publishedAt(), TIME_TO_LIVE));
    }
  }

  /** Nanoseconds of sequential reads from the source. */
  Histogram fromSource(int reads, SplittableRandom random) throws SQLException {
    try (Connection connection = SourceConnection.openToRead(bench.addresses().access().source());
        SelectOutbox select = new SelectOutbox(connection)) {
      return read(reads, random, actor -> select.execute(actor, activities));
    }
  }

  /** The same from Cassandra. */
  Histogram fromCassandra(int reads, SplittableRandom random) throws SQLException {
    SelectDashboardPage select = new SelectDashboardPage(bench.session());
    int month = DashboardPartition.monthOf(newest);
    return read(
        reads,
        random,
        actor ->
            select.execute(actor, month, null, activities).toCompletableFuture().join().size());
  }

  private Histogram read(int reads, SplittableRandom random, Read read) throws SQLException {
    Histogram histogram = Latency.histogram();
    for (int i = 0; i < reads; i++) {
      long actor = FIRST_ID + random.nextInt(ACTORS);
      long began = System.nanoTime();
      int found = read.of(actor);
      histogram.recordValue(System.nanoTime() - began);
      if (found != activities) {
        throw new OperationException(
            "An outbox has %d activities and not %d: this must never be."
                .formatted(found, activities));
      }
    }
    return histogram;
  }
}
