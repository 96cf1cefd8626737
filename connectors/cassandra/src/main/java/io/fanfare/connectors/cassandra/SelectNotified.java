package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Whether recipients were told about an activity: a row for each, by its key. */
final class SelectNotified {

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectNotified(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT recipient_id, version, notification_id, sent_at FROM fanfare.notified"
                    + " WHERE recipient_id IN ? AND channel = ?"
                    + " AND kind = ? AND actor_id = ? AND object_id = ?"));
  }

  /** One who was not told is left out. */
  CompletionStage<Map<Long, NotifiedLedger.Entry>> execute(
      Set<Long> recipientIds, NotifiedLedger.What what) {
    Map<Long, NotifiedLedger.Entry> entries = new HashMap<>();
    return AllRows.read(
            session,
            statement.bind(
                List.copyOf(recipientIds),
                ChannelCode.of(what.channel()),
                ActivityKindCode.of(what.kind()),
                what.actorId(),
                what.objectId()),
            row -> entries.put(row.getLong("recipient_id"), entry(row)))
        .thenApply(done -> entries);
  }

  private static NotifiedLedger.Entry entry(Row row) {
    // A row that only has the time of sending lost its claim to a release: it was told all the
    // same.
    String id = Objects.requireNonNullElse(row.getString("notification_id"), "");
    return new NotifiedLedger.Entry(row.getLong("version"), id, !row.isNull("sent_at"));
  }
}
