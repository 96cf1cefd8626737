package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.closeness.InteractionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How many interactions of each kind a recipient has with some actors. One partition; the store
 * reads every row it counts, in one slice an actor, and sends one row an actor and kind.
 */
public final class SelectCloseness {

  private final CqlSession session;
  private final PreparedStatement statement;

  /**
   * @param interactions how many there are; what is zero is left out
   */
  public record Count(long actorId, InteractionKind kind, long interactions) {}

  /** Uses the default keyspaces. */
  public SelectCloseness(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectCloseness(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT actor_id, kind, count(*) FROM fanfare.closeness"
                    + " WHERE recipient_id = ? AND actor_id IN ?"
                    + " GROUP BY recipient_id, actor_id, kind"));
  }

  /**
   * The counts, in no particular order; fails as the driver does if Cassandra does not answer.
   *
   * @param actorIds some dozens: those of a page
   */
  public CompletionStage<List<Count>> execute(long recipientId, Set<Long> actorIds) {
    return session
        .executeAsync(statement.bind(recipientId, List.copyOf(actorIds)))
        .thenCompose(rows -> counts(rows, new ArrayList<>()));
  }

  private static CompletionStage<List<Count>> counts(AsyncResultSet rows, List<Count> counts) {
    for (Row row : rows.currentPage()) {
      counts.add(
          new Count(row.getLong(0), InteractionKindCode.kind(row.getByte(1)), row.getLong(2)));
    }
    // The store also ends a page of groups when it has read many rows for it.
    return rows.hasMorePages()
        ? rows.fetchNextPage().thenCompose(next -> counts(next, counts))
        : CompletableFuture.completedFuture(counts);
  }
}
