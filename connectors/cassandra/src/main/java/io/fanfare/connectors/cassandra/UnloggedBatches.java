package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in unlogged batches, which cost Cassandra less than single rows. A batch stays below
 * what a node takes by default, and is split if a node takes less. Rows are made when their batch
 * begins, and a bounded number of batches is on the way at once. Each waits for the writer's pace.
 */
final class UnloggedBatches {

  private static final int ROWS_A_BATCH = 50;

  /**
   * Bytes of values. With what Cassandra adds to each row, it is less than its default
   * `batch_size_fail_threshold`, 50 KiB.
   */
  private static final int BYTES_A_BATCH = 32_768;

  /** Batches of one call that are on their way at once. */
  private static final int MOST_AT_ONCE = 16;

  private static final String TOO_LARGE = "batch too large";

  /** Where statements are executed. */
  interface Store {
    CompletionStage<?> execute(Statement<?> statement);
  }

  private final Store store;
  private final @Nullable CommitLogMarks marks;
  private final Pace pace;

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  UnloggedBatches(CqlSession session, Keyspaces keyspaces, Duration syncLag, Pace pace) {
    this(
        session::executeAsync,
        syncLag.isZero() ? null : CommitLogMarks.of(session, keyspaces, syncLag),
        pace);
  }

  UnloggedBatches(Store store, @Nullable CommitLogMarks marks, Pace pace) {
    this.store = store;
    this.marks = marks;
    this.pace = pace;
  }

  /** Completes once all writes are durable; fails like the driver. */
  CompletionStage<Void> execute(List<BatchableStatement<?>> statements) {
    return execute(List.of(), statements.iterator());
  }

  /**
   * The same for two groups of writes. The second group begins once the first one is acknowledged,
   * so that no reader sees it without the first.
   */
  CompletionStage<Void> execute(
      List<BatchableStatement<?>> first, Iterator<BatchableStatement<?>> second) {
    if (marks == null) {
      return acknowledged(first.iterator()).thenCompose(done -> acknowledged(second));
    }
    int process = marks.process();
    return acknowledged(first.iterator())
        .thenCompose(done -> acknowledged(second))
        .thenCompose(done -> marks.await(process));
  }

  private CompletionStage<Void> acknowledged(Iterator<BatchableStatement<?>> statements) {
    Sending sending = new Sending(statements);
    sending.send();
    return sending.done;
  }

  /** The batches of one call. The first failure ends it. */
  private final class Sending {

    private final Iterator<BatchableStatement<?>> statements;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable BatchableStatement<?> next;
    private int onTheirWay;
    private boolean isSending;

    Sending(Iterator<BatchableStatement<?>> statements) {
      this.statements = statements;
      this.next = following();
    }

    void send() {
      boolean isOver;
      try {
        isOver = sendSome();
      } catch (RuntimeException e) {
        // A row could not be made, on whichever thread a batch before it has ended.
        done.completeExceptionally(e);
        return;
      }
      if (isOver) {
        done.complete(null);
      }
    }

    /** Whether all has been sent, and has ended. */
    private synchronized boolean sendSome() {
      // A batch that ends at once ends within this loop.
      if (isSending) {
        return false;
      }
      isSending = true;
      while (next != null && onTheirWay < MOST_AT_ONCE && !done.isDone()) {
        onTheirWay++;
        List<BatchableStatement<?>> rows = batch();
        var unused =
            pace.acquire(rows.size())
                .thenCompose(acquired -> executeBatch(rows))
                .whenComplete((taken, failure) -> ended(rows.size(), failure));
      }
      isSending = false;
      return next == null && onTheirWay == 0;
    }

    private void ended(int rows, @Nullable Throwable failure) {
      synchronized (this) {
        onTheirWay--;
      }
      if (failure == null) {
        pace.written(rows);
      } else {
        done.completeExceptionally(failure);
      }
      send();
    }

    private List<BatchableStatement<?>> batch() {
      List<BatchableStatement<?>> rows = new ArrayList<>();
      long bytes = 0;
      while (next != null && rows.size() < ROWS_A_BATCH) {
        bytes += bytes(next);
        if (bytes > BYTES_A_BATCH && !rows.isEmpty()) {
          return rows;
        }
        rows.add(next);
        next = following();
      }
      return rows;
    }

    private @Nullable BatchableStatement<?> following() {
      return statements.hasNext() ? statements.next() : null;
    }
  }

  /** One batch; its halves if the node refuses it for its size. A single row is no batch. */
  private CompletableFuture<?> executeBatch(List<BatchableStatement<?>> rows) {
    if (rows.size() == 1) {
      return store.execute(rows.get(0)).toCompletableFuture();
    }
    BatchStatement batch =
        BatchStatement.builder(BatchType.UNLOGGED)
            .addStatements(rows.toArray(BatchableStatement<?>[]::new))
            .build();
    int half = rows.size() / 2;
    return store
        .execute(batch)
        .<CompletionStage<?>>handle(
            (done, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(done);
              }
              return isTooLarge(failure)
                  ? CompletableFuture.allOf(
                      executeBatch(rows.subList(0, half)),
                      executeBatch(rows.subList(half, rows.size())))
                  : CompletableFuture.failedFuture(failure);
            })
        .thenCompose(stage -> stage)
        .toCompletableFuture();
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof InvalidQueryException
        && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(TOO_LARGE);
  }

  private static long bytes(BatchableStatement<?> statement) {
    long bytes = 0;
    if (statement instanceof BoundStatement bound) {
      for (ByteBuffer value : bound.getValues()) {
        bytes += value == null ? 0 : value.remaining();
      }
    }
    return bytes;
  }
}
