package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Reads a result to its end, page by page: for statements whose rows are few. */
final class AllRows {

  private AllRows() {}

  /** Completes after the last row; fails like the driver. */
  static CompletionStage<Void> read(
      CqlSession session, Statement<?> statement, Consumer<Row> reader) {
    return session.executeAsync(statement).thenCompose(page -> read(page, reader));
  }

  private static CompletionStage<Void> read(AsyncResultSet page, Consumer<Row> reader) {
    page.currentPage().forEach(reader);
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> read(next, reader))
        : CompletableFuture.completedFuture(null);
  }
}
