package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.Interaction;

/**
 * Writes the row of an interaction with an actor's object. The whole row is its key, written with
 * one timestamp, the version. It stays until it is deleted.
 */
final class InsertInteraction {

  private final PreparedStatement statement;

  InsertInteraction(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO fanfare.closeness"
                    + " (recipient_id, actor_id, kind, object_id, comment_id)"
                    + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?"));
  }

  BoundStatement bind(ClosenessChunk chunk, Interaction interaction) {
    return statement.bind(
        interaction.getRecipientId(),
        chunk.getActorId(),
        InteractionKindCode.of(chunk.getKind()),
        chunk.getObjectId(),
        interaction.getCommentId(),
        chunk.getVersion());
  }
}
