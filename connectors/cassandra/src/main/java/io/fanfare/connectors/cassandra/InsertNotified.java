package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.NotifiedActivity;

/** Claims an activity for a message. It expires when no dashboard shows the activity any more. */
final class InsertNotified {

  static final int SECONDS = (int) DashboardRule.RETENTION.toSeconds();

  private final PreparedStatement statement;

  InsertNotified(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO fanfare.notified (recipient_id, channel, kind, actor_id, object_id,"
                    + " version, notification_id) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " USING TIMESTAMP ? AND TTL ?"));
  }

  BoundStatement bind(
      long recipientId, Channel channel, NotifiedActivity notified, String notificationId) {
    Activity activity = notified.getActivity();
    return statement.bind(
        recipientId,
        ChannelCode.of(channel),
        ActivityKindCode.of(activity.getKind()),
        activity.getActorId(),
        activity.getObjectId(),
        notified.getVersion(),
        notificationId,
        notified.getVersion(),
        SECONDS);
  }
}
