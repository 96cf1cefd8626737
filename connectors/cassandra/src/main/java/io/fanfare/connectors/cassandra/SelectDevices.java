package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.notifications.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads the devices of a user in the order of their ids: one partition, bounded. */
public final class SelectDevices {

  /** More than a user may register, so that one statement is enough. */
  public static final int MOST = 100;

  private final CqlSession session;
  private final PreparedStatement statement;

  /** Uses the default keyspaces. */
  public SelectDevices(CqlSession session) {
    this(session, Keyspaces.DEFAULT);
  }

  public SelectDevices(CqlSession session, Keyspaces keyspaces) {
    this.session = session;
    this.statement =
        session.prepare(
            keyspaces.rename(
                "SELECT device_id, endpoint, p256dh, auth, registered_at"
                    + " FROM fanfare.notification_devices WHERE user_id = ? LIMIT "
                    + MOST));
  }

  /** Returns {@link #MOST} devices at most. Fails like the driver if Cassandra does not answer. */
  public CompletionStage<List<Device>> execute(long userId) {
    return session.executeAsync(statement.bind(userId)).thenApply(rows -> devices(userId, rows));
  }

  private static List<Device> devices(long userId, AsyncResultSet rows) {
    List<Device> devices = new ArrayList<>();
    for (Row row : rows.currentPage()) {
      devices.add(
          new Device(
              userId,
              row.getString("device_id"),
              row.getString("endpoint"),
              row.getByteBuffer("p256dh"),
              row.getByteBuffer("auth"),
              row.getLong("registered_at")));
    }
    return devices;
  }
}
