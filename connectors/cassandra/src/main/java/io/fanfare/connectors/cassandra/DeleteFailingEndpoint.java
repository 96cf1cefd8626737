package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Deletes what is known about a receiver that failed, and every older write that arrives later. */
final class DeleteFailingEndpoint {

  private final PreparedStatement statement;

  DeleteFailingEndpoint(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "DELETE FROM fanfare.failing_endpoints USING TIMESTAMP ?"
                    + " WHERE recipient_id = ? AND channel = ? AND endpoint = ?"));
  }

  BoundStatement bind(FailingEndpoint endpoint, long version) {
    return statement.bind(
        version, endpoint.recipientId(), ChannelCode.of(endpoint.channel()), endpoint.endpoint());
  }
}
