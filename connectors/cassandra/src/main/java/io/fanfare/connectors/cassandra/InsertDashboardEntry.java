package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.Activity;

/**
 * Puts an entry on a dashboard. The whole row is its key, written with one timestamp, the version,
 * so that a row is never half old and half new.
 */
public final class InsertDashboardEntry {

  private final PreparedStatement statement;

  /** Uses the tables of a new deployment. */
  public InsertDashboardEntry(CqlSession session) {
    this(session, DashboardTables.DEFAULT);
  }

  public InsertDashboardEntry(CqlSession session, DashboardTables tables) {
    statement =
        session.prepare(
            tables.rename(
                "INSERT INTO fanfare.dashboard_entries"
                    + " (recipient_id, month, activity_time, kind, actor_id, object_id)"
                    + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"));
  }

  /**
   * @param version the write's timestamp, µs
   * @param ttl seconds; 0 for none
   */
  public BoundStatement bind(long recipientId, Activity activity, long version, int ttl) {
    return statement.bind(
        recipientId,
        DashboardPartition.monthOf(activity.getActivityTime()),
        activity.getActivityTime(),
        ActivityKindCode.of(activity.getKind()),
        activity.getActorId(),
        activity.getObjectId(),
        version,
        ttl);
  }

  /** The same entry for another recipient: only the id is encoded. */
  static BoundStatement forRecipient(BoundStatement bound, long recipientId) {
    return bound.setLong(0, recipientId);
  }
}
