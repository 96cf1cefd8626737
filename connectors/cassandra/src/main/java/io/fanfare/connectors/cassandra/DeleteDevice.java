package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Deletes a device of a user, and every older write of it that arrives later. */
final class DeleteDevice {

  private final PreparedStatement statement;

  DeleteDevice(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "DELETE FROM fanfare.notification_devices USING TIMESTAMP ?"
                    + " WHERE user_id = ? AND device_id = ?"));
  }

  BoundStatement bind(long userId, String deviceId, long version) {
    return statement.bind(version, userId, deviceId);
  }
}
