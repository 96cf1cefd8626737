package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes rows in unlogged batches, which cost Cassandra less than single rows. */
final class UnloggedBatches {

  private static final int ROWS_A_BATCH = 50;

  private final CqlSession session;
  private final @Nullable CommitLogMarks marks;

  /**
   * @param syncLag the `periodic_commitlog_sync_lag_block` of a single node; zero if an
   *     acknowledged write is durable
   */
  UnloggedBatches(CqlSession session, Keyspaces keyspaces, Duration syncLag) {
    this.session = session;
    this.marks = syncLag.isZero() ? null : CommitLogMarks.of(session, keyspaces, syncLag);
  }

  /** Completes once all writes are durable; fails like the driver. */
  CompletionStage<Void> execute(List<BatchableStatement<?>> statements) {
    return execute(List.of(), statements);
  }

  /**
   * The same for two groups of writes. The second group begins once the first one is acknowledged,
   * so that no reader sees it without the first.
   */
  CompletionStage<Void> execute(
      List<BatchableStatement<?>> first, List<BatchableStatement<?>> second) {
    if (marks == null) {
      return acknowledged(first).thenCompose(done -> acknowledged(second));
    }
    int process = marks.process();
    return acknowledged(first)
        .thenCompose(done -> acknowledged(second))
        .thenCompose(done -> marks.await(process));
  }

  private CompletionStage<Void> acknowledged(List<BatchableStatement<?>> statements) {
    List<CompletableFuture<?>> batches = new ArrayList<>();
    for (int from = 0; from < statements.size(); from += ROWS_A_BATCH) {
      int to = Math.min(from + ROWS_A_BATCH, statements.size());
      BatchStatement batch =
          BatchStatement.builder(BatchType.UNLOGGED)
              .addStatements(statements.subList(from, to).toArray(BatchableStatement<?>[]::new))
              .build();
      batches.add(session.executeAsync(batch).toCompletableFuture());
    }
    return CompletableFuture.allOf(batches.toArray(CompletableFuture[]::new));
  }
}
