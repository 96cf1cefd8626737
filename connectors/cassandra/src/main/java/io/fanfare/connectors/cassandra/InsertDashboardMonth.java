package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/**
 * Lists a month of a recipient's dashboard. The row never changes and is never deleted, so the
 * write carries no version.
 */
final class InsertDashboardMonth {

  private final PreparedStatement statement;

  InsertDashboardMonth(CqlSession session, DashboardTables tables) {
    statement =
        session.prepare(
            tables.rename(
                "INSERT INTO fanfare.dashboard_months (recipient_id, month) VALUES (?, ?)"));
  }

  BoundStatement bind(DashboardPartition partition) {
    return statement.bind(partition.recipientId(), partition.month());
  }
}
