package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits until the acknowledged writes of a single node are on its disk.
 *
 * <p>A node that syncs its log periodically acknowledges writes before they are synced, but none
 * while its last sync began longer ago than `periodic_commitlog_sync_lag_block`. So a write that
 * was acknowledged that long before another write, the mark, was sent is on the disk once the same
 * process of the node acknowledges the mark. All writes that are acknowledged within 10 ms share a
 * mark. Thread-safe.
 *
 * @see <a
 *     href="https://cassandra.apache.org/doc/latest/cassandra/managing/configuration/">Cassandra's
 *     configuration</a>
 */
final class CommitLogMarks {

  private static final long SHARED_NANOS = Duration.ofMillis(10).toNanos();

  private final Supplier<CompletionStage<Integer>> mark;
  private final long lagNanos;
  private final Map<Long, CompletableFuture<Integer>> dueMarks = new ConcurrentHashMap<>();
  private volatile int newestProcess;

  /**
   * @param mark writes a mark, and returns the id of the node process that acknowledged it
   * @param lag the node's `periodic_commitlog_sync_lag_block`
   */
  CommitLogMarks(Supplier<CompletionStage<Integer>> mark, Duration lag) {
    this.mark = mark;
    this.lagNanos = lag.toNanos();
    this.newestProcess = mark.get().toCompletableFuture().join();
  }

  static CommitLogMarks of(CqlSession session, Keyspaces keyspaces, Duration lag) {
    PreparedStatement insert =
        session.prepare(keyspaces.rename("INSERT INTO fanfare.commit_log_marks (id) VALUES (0)"));
    // Gossip changes this number at each start of the node.
    PreparedStatement select =
        session.prepare("SELECT gossip_generation FROM system.local WHERE key = 'local'");
    return new CommitLogMarks(
        () ->
            session
                .executeAsync(insert.bind())
                .thenCompose(marked -> session.executeAsync(select.bind()))
                .thenApply(rows -> Objects.requireNonNull(rows.one()).getInt(0)),
        lag);
  }

  /**
   * Id of the node process that acknowledged the latest mark. Read it before writing and pass it to
   * {@link #await}.
   */
  int process() {
    return newestProcess;
  }

  /**
   * Completes once all writes that are acknowledged now are on the disk. Fails with an {@link
   * IllegalStateException} if the node restarted since, because it may have lost some.
   *
   * @param writer the value of {@link #process} before the writes
   */
  CompletionStage<Void> await(int writer) {
    long due = Math.floorDiv(System.nanoTime() + lagNanos, SHARED_NANOS) + 1;
    return dueMarks
        .computeIfAbsent(due, this::markAt)
        .thenAccept(
            now -> {
              if (now != writer) {
                throw new IllegalStateException(
                    "Cassandra restarted before it had synced acknowledged writes.");
              }
            });
  }

  private CompletableFuture<Integer> markAt(long due) {
    long delay = due * SHARED_NANOS - System.nanoTime();
    return CompletableFuture.runAsync(
            () -> dueMarks.remove(due),
            CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run))
        .thenCompose(removed -> mark.get())
        .thenApply(
            process -> {
              newestProcess = process;
              return process;
            });
  }
}
