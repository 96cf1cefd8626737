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
 * Tells when what a single node has acknowledged is on its disk.
 *
 * <p>A node that syncs its log periodically acknowledges writes before, but none while its last
 * sync began longer ago than `periodic_commitlog_sync_lag_block`. So what was acknowledged that
 * long before another write was sent, the mark, is on the disk when the mark is acknowledged by the
 * same process. All that is acknowledged within 5 ms shares a mark. Thread-safe.
 *
 * @see <a
 *     href="https://cassandra.apache.org/doc/latest/cassandra/managing/configuration/">Cassandra's
 *     configuration</a>
 */
final class CommitLogMarks {

  private static final long SHARED_NANOS = Duration.ofMillis(5).toNanos();

  private final Supplier<CompletionStage<Integer>> mark;
  private final long lagNanos;
  private final Map<Long, CompletableFuture<Integer>> dueMarks = new ConcurrentHashMap<>();
  private volatile int newestProcess;

  /**
   * @param mark writes a mark, and says which process of the node has acknowledged it
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
    // Another number after each start of the node.
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

  /** The process that takes what is written now, or one that is gone: to be asked for before. */
  int process() {
    return newestProcess;
  }

  /**
   * Completes when all that is acknowledged by now is on the disk.
   *
   * @param writer what {@link #process} was before it was written; fails if the node was started
   *     since: nobody knows then what it had synced
   */
  CompletionStage<Void> await(int writer) {
    long due = Math.floorDiv(System.nanoTime() + lagNanos, SHARED_NANOS) + 1;
    return dueMarks
        .computeIfAbsent(due, this::markAt)
        .thenAccept(
            now -> {
              if (now != writer) {
                throw new IllegalStateException(
                    "Cassandra was started again before it had synced what it acknowledged.");
              }
            });
  }

  private CompletableFuture<Integer> markAt(long due) {
    long delay = due * SHARED_NANOS - System.nanoTime();
    return CompletableFuture.runAsync(
            () -> dueMarks.remove(due),
            CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run))
        .thenCompose(begun -> mark.get())
        .thenApply(
            process -> {
              newestProcess = process;
              return process;
            });
  }
}
