package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.notifications.Channel;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Whether a recipient was told about an activity: one row by its key. */
final class SelectNotified {

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectNotified(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT version, notification_id, sent_at FROM fanfare.notified"
                    + " WHERE recipient_id = ? AND channel = ?"
                    + " AND kind = ? AND actor_id = ? AND object_id = ?"));
  }

  CompletionStage<Optional<NotifiedLedger.Entry>> execute(
      long recipientId, Channel channel, Activity activity) {
    return session
        .executeAsync(
            statement.bind(
                recipientId,
                ChannelCode.of(channel),
                ActivityKindCode.of(activity.getKind()),
                activity.getActorId(),
                activity.getObjectId()))
        .thenApply(rows -> Optional.ofNullable(rows.one()).map(SelectNotified::entry));
  }

  private static NotifiedLedger.Entry entry(Row row) {
    // A row that only has the time of sending lost its claim to a release: it was told all the
    // same.
    String id = Objects.requireNonNullElse(row.getString(1), "");
    return new NotifiedLedger.Entry(row.getLong(0), id, !row.isNull(2));
  }
}
