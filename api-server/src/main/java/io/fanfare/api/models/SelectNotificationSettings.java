package io.fanfare.api.models;

import io.fanfare.schemas.models.NotificationSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How some users want to be notified: a range of the primary key for each. */
final class SelectNotificationSettings {

  private static final String STATEMENT =
      "SELECT user_id, channel, activity_type, enabled, digest_minutes,"
          + " CAST(quiet_from AS CHAR) AS quiet_from, CAST(quiet_to AS CHAR) AS quiet_to,"
          + " time_zone, address FROM notification_settings WHERE user_id IN %s";

  private SelectNotificationSettings() {}

  static Map<Long, List<NotificationSettings>> execute(
      Connection connection, Collection<Long> userIds) throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, userIds);
        ResultSet rows = statement.executeQuery()) {
      Map<Long, List<NotificationSettings>> settings = new HashMap<>();
      while (rows.next()) {
        settings.computeIfAbsent(rows.getLong("user_id"), user -> new ArrayList<>()).add(row(rows));
      }
      return settings;
    }
  }

  private static NotificationSettings row(ResultSet rows) throws SQLException {
    return new NotificationSettings(
        rows.getLong("user_id"),
        rows.getString("channel"),
        rows.getString("activity_type"),
        rows.getBoolean("enabled"),
        digestMinutes(rows),
        rows.getString("quiet_from"),
        rows.getString("quiet_to"),
        rows.getString("time_zone"),
        rows.getString("address"));
  }

  private static @Nullable Integer digestMinutes(ResultSet rows) throws SQLException {
    int minutes = rows.getInt("digest_minutes");
    return rows.wasNull() ? null : minutes;
  }
}
