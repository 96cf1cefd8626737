package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.Activity;

/**
 * Takes an entry off a dashboard, at its exact key: a row tombstone, which also hides every older
 * write of the entry that arrives later.
 */
public final class DeleteDashboardEntry {

  private final PreparedStatement statement;

  /** Uses the tables of a new deployment. */
  public DeleteDashboardEntry(CqlSession session) {
    this(session, DashboardTables.DEFAULT);
  }

  public DeleteDashboardEntry(CqlSession session, DashboardTables tables) {
    statement =
        session.prepare(
            tables.rename(
                "DELETE FROM fanfare.dashboard_entries USING TIMESTAMP ?"
                    + " WHERE recipient_id = ? AND month = ?"
                    + " AND activity_time = ? AND kind = ? AND actor_id = ? AND object_id = ?"));
  }

  /**
   * @param version the tombstone's timestamp, µs
   */
  public BoundStatement bind(long recipientId, Activity activity, long version) {
    return statement.bind(
        version,
        recipientId,
        DashboardPartition.monthOf(activity.getActivityTime()),
        activity.getActivityTime(),
        ActivityKindCode.of(activity.getKind()),
        activity.getActorId(),
        activity.getObjectId());
  }

  /** The same entry for another recipient: only the id is encoded. */
  static BoundStatement forRecipient(BoundStatement bound, long recipientId) {
    return bound.setLong(1, recipientId);
  }
}
