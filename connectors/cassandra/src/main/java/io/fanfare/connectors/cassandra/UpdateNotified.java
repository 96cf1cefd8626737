package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;

/** Confirms that the message about a claimed activity was accepted. */
final class UpdateNotified {

  private final PreparedStatement statement;

  UpdateNotified(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "UPDATE fanfare.notified USING TIMESTAMP ? AND TTL ? SET sent_at = ?"
                    + " WHERE recipient_id = ? AND channel = ?"
                    + " AND kind = ? AND actor_id = ? AND object_id = ?"));
  }

  /**
   * @param sentAt µs since the epoch
   */
  BoundStatement bind(long recipientId, Channel channel, NotifiedActivity notified, long sentAt) {
    Activity activity = notified.getActivity();
    return statement.bind(
        notified.getVersion(),
        InsertNotified.SECONDS,
        sentAt,
        recipientId,
        ChannelCode.of(channel),
        ActivityKindCode.of(activity.getKind()),
        activity.getActorId(),
        activity.getObjectId());
  }
}
