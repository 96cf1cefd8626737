package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Rows of different recipients cost the store less in unlogged batches than alone. */
final class UnloggedBatches {

  private static final int ROWS_A_BATCH = 50;

  private final CqlSession session;

  UnloggedBatches(CqlSession session) {
    this.session = session;
  }

  /** Completes once all of the writes are durable, or fails as the driver does. */
  CompletionStage<Void> execute(List<BatchableStatement<?>> statements) {
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
