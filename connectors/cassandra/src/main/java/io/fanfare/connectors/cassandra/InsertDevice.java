package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.fanfare.schemas.notifications.Device;

/** Writes a device of a user. */
final class InsertDevice {

  private final PreparedStatement statement;

  InsertDevice(CqlSession session, Keyspaces keyspaces) {
    statement =
        session.prepare(
            keyspaces.rename(
                "INSERT INTO fanfare.notification_devices"
                    + " (user_id, device_id, endpoint, p256dh, auth, registered_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?"));
  }

  BoundStatement bind(Device device, long version) {
    return statement.bind(
        device.getUserId(),
        device.getId(),
        device.getEndpoint(),
        device.getP256dh(),
        device.getAuth(),
        device.getRegisteredAt(),
        version);
  }
}
