package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.closeness.InteractionKind;
import java.util.function.Consumer;

/**
 * Reads all interactions of a recipient in the order of their keys, for the audit: one whole
 * partition, page by page.
 */
public final class SelectInteractions {

  private final CqlSession session;
  private final PreparedStatement statement;

  /**
   * A row of closeness.
   *
   * @param commentId 0 for likes and reposts
   */
  public record Interaction(long actorId, InteractionKind kind, long objectId, long commentId) {}

  /** Uses the default keyspaces. */
  public SelectInteractions(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectInteractions(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT actor_id, kind, object_id, comment_id FROM fanfare.closeness"
                    + " WHERE recipient_id = ?"));
  }

  /** Passes all rows to a consumer. Fails like the driver if Cassandra does not answer. */
  public void execute(long recipientId, Consumer<Interaction> interactions) {
    for (Row row : session.execute(statement.bind(recipientId))) {
      interactions.accept(
          new Interaction(
              row.getLong(0),
              InteractionKindCode.kind(row.getByte(1)),
              row.getLong(2),
              row.getLong(3)));
    }
  }
}
