package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.notifications.Channel;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Whether a receiver fails: one row by its key. */
final class SelectFailingEndpoint {

  private final CqlSession session;
  private final PreparedStatement statement;

  SelectFailingEndpoint(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT "
                    + FailingEndpointColumns.ALL
                    + " FROM fanfare.failing_endpoints"
                    + " WHERE recipient_id = ? AND channel = ? AND endpoint = ?"));
  }

  CompletionStage<Optional<FailingEndpoint>> execute(
      long recipientId, Channel channel, String endpoint) {
    return session
        .executeAsync(statement.bind(recipientId, ChannelCode.of(channel), endpoint))
        .thenApply(rows -> Optional.ofNullable(rows.one()).map(FailingEndpointColumns::read));
  }
}
