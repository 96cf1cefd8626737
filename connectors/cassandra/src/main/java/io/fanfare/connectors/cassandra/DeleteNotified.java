package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;

/** Releases a claim: the message was never accepted, so a later one may tell it. */
final class DeleteNotified {

  private final PreparedStatement statement;

  DeleteNotified(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "DELETE FROM fanfare.notified USING TIMESTAMP ?"
                    + " WHERE recipient_id = ? AND channel = ?"
                    + " AND kind = ? AND actor_id = ? AND object_id = ?"));
  }

  BoundStatement bind(long recipientId, Channel channel, NotifiedActivity notified) {
    Activity activity = notified.getActivity();
    return statement.bind(
        notified.getVersion(),
        recipientId,
        ChannelCode.of(channel),
        ActivityKindCode.of(activity.getKind()),
        activity.getActorId(),
        activity.getObjectId());
  }
}
