package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.closeness.InteractionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Counts the interactions of a recipient with some actors, by kind. The query reads one partition:
 * one slice for each actor, and every counted row. It returns one row for each actor and kind.
 */
public final class SelectCloseness {

  private final CqlSession session;
  private final PreparedStatement statement;

  /**
   * @param interactions their number, above 0: zeros are left out
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
   * Returns the counts, unordered. Fails like the driver if Cassandra does not answer.
   *
   * @param actorIds the actors of a page: some dozens
   */
  public CompletionStage<List<Count>> execute(long recipientId, Set<Long> actorIds) {
    List<Count> counts = new ArrayList<>();
    // Cassandra may end a page of groups early, after it has read many rows.
    return AllRows.read(
            session,
            statement.bind(recipientId, List.copyOf(actorIds)),
            row ->
                counts.add(
                    new Count(
                        row.getLong(0), InteractionKindCode.kind(row.getByte(1)), row.getLong(2))))
        .thenApply(done -> counts);
  }
}
