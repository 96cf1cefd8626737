package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.Interaction;

/**
 * Deletes the row of an interaction with an actor's object: a row tombstone, which also hides every
 * older write of the row that arrives later.
 */
final class DeleteInteraction {

  private final PreparedStatement statement;

  DeleteInteraction(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "DELETE FROM fanfare.closeness USING TIMESTAMP ?"
                    + " WHERE recipient_id = ? AND actor_id = ? AND kind = ?"
                    + " AND object_id = ? AND comment_id = ?"));
  }

  BoundStatement bind(ClosenessChunk chunk, Interaction interaction) {
    return statement.bind(
        chunk.getVersion(),
        interaction.getRecipientId(),
        chunk.getActorId(),
        InteractionKindCode.of(chunk.getKind()),
        chunk.getObjectId(),
        interaction.getCommentId());
  }
}
