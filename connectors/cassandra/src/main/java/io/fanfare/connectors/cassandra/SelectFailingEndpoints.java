package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.notifications.Channel;
import java.util.List;
import java.util.function.Consumer;

/**
 * The receivers that fail: those of one recipient, which are one partition with a row for each
 * address of the last months; or the whole table, which has no row of a receiver that works.
 */
final class SelectFailingEndpoints {

  private final CqlSession session;
  private final PreparedStatement ofRecipient;
  private final PreparedStatement all;

  SelectFailingEndpoints(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    String select = "SELECT " + FailingEndpointColumns.ALL + " FROM fanfare.failing_endpoints";
    this.ofRecipient =
        session.prepare(keyspaces.rename(select + " WHERE recipient_id = ? AND channel = ?"));
    this.all = session.prepare(keyspaces.rename(select));
  }

  List<FailingEndpoint> of(long recipientId, Channel channel) {
    return session
        .execute(ofRecipient.bind(recipientId, ChannelCode.of(channel)))
        .map(FailingEndpointColumns::read)
        .all();
  }

  void forEach(Consumer<FailingEndpoint> consumer) {
    session.execute(all.bind()).map(FailingEndpointColumns::read).forEach(consumer);
  }
}
