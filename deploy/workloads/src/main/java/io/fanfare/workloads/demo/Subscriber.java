package io.fanfare.workloads.demo;

import io.fanfare.local.StackAddresses;
import io.fanfare.schemas.dashboard.ActivityKind;
import io.fanfare.schemas.dashboard.ActivityTypes;
import io.fanfare.schemas.notifications.Channel;
import io.fanfare.schemas.notifications.Channels;
import io.fanfare.workloads.notifications.Subscriptions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Has a listener notified by every channel of the stack, as application and browser do. */
final class Subscriber {

  private static final String SETTING =
      "INSERT INTO notification_settings (user_id, channel, activity_type, enabled, address)"
          + " VALUES (?, ?, ?, TRUE, ?) ON DUPLICATE KEY UPDATE enabled = enabled";

  private final Subscriptions subscriptions;

  Subscriber(StackAddresses addresses) {
    this.subscriptions = new Subscriptions(addresses);
  }

  /**
   * Subscribes a user.
   *
   * @throws IOException if the receivers or the API do not take it
   */
  void subscribe(long user, Connection connection)
      throws IOException, InterruptedException, SQLException {
    Subscriptions.Receiver receiver = subscriptions.register(user);
    try (PreparedStatement statement = connection.prepareStatement(SETTING)) {
      for (Channel channel : Channel.values()) {
        for (ActivityKind kind : ActivityKind.values()) {
          statement.setLong(1, user);
          statement.setString(2, Channels.name(channel));
          statement.setString(3, ActivityTypes.name(kind));
          statement.setString(4, receiver.address(channel));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
