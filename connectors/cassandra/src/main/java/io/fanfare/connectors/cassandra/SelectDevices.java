package io.fanfare.connectors.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.fanfare.schemas.notifications.Device;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Reads the devices of users in the order of their ids: a partition for each user, bounded. */
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
                "SELECT user_id, device_id, endpoint, p256dh, auth, registered_at"
                    + " FROM fanfare.notification_devices WHERE user_id IN ?"
                    + " PER PARTITION LIMIT "
                    + MOST));
  }

  /** Returns {@link #MOST} devices at most. Fails like the driver if Cassandra does not answer. */
  public CompletionStage<List<Device>> execute(long userId) {
    return execute(Set.of(userId)).thenApply(devices -> devices.getOrDefault(userId, List.of()));
  }

  /** The same for several users; one without a device is left out. */
  public CompletionStage<Map<Long, List<Device>>> execute(Set<Long> userIds) {
    Map<Long, List<Device>> devices = new HashMap<>();
    return AllRows.read(
            session,
            statement.bind(List.copyOf(userIds)),
            row ->
                devices
                    .computeIfAbsent(row.getLong("user_id"), id -> new ArrayList<>())
                    .add(device(row)))
        .thenApply(done -> devices);
  }

  private static Device device(Row row) {
    return new Device(
        row.getLong("user_id"),
        row.getString("device_id"),
        row.getString("endpoint"),
        row.getByteBuffer("p256dh"),
        row.getByteBuffer("auth"),
        row.getLong("registered_at"));
  }
}
