package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.dashboard.DashboardRule;

/**
 * Writes what is known about a receiver that fails: one row for each failure, no more than there
 * are attempts. It expires after half a year without one.
 */
final class InsertFailingEndpoint {

  private static final int SECONDS = (int) DashboardRule.RETENTION.toSeconds();

  private final PreparedStatement statement;

  InsertFailingEndpoint(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO fanfare.failing_endpoints (recipient_id, channel, endpoint,"
                    + " failing_since, failures, disabled_at, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"));
  }

  BoundStatement bind(FailingEndpoint endpoint) {
    return statement.bind(
        endpoint.recipientId(),
        ChannelCode.of(endpoint.channel()),
        endpoint.endpoint(),
        endpoint.failingSince(),
        endpoint.failures(),
        endpoint.disabledAt(),
        endpoint.detail(),
        endpoint.version(),
        SECONDS);
  }
}
