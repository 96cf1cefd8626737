package io.fanfare.api.models;

import io.fanfare.schemas.models.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Users by id: one lookup in the primary key per row. */
final class SelectUsers {

  private static final String STATEMENT =
      "SELECT id, username, permalink, full_name, avatar_url, city, country_code, "
          + Columns.micros("created_at")
          + ", "
          + Columns.micros("updated_at")
          + " FROM users WHERE id IN %s";

  private SelectUsers() {}

  static Map<Long, User> execute(Connection connection, Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, STATEMENT, ids);
        ResultSet rows = statement.executeQuery()) {
      Map<Long, User> users = new HashMap<>();
      while (rows.next()) {
        User user = user(rows);
        users.put(user.getId(), user);
      }
      return users;
    }
  }

  private static User user(ResultSet row) throws SQLException {
    return User.newBuilder()
        .setId(row.getLong("id"))
        .setUsername(row.getString("username"))
        .setPermalink(row.getString("permalink"))
        .setFullName(row.getString("full_name"))
        .setAvatarUrl(row.getString("avatar_url"))
        .setCity(row.getString("city"))
        .setCountryCode(row.getString("country_code"))
        .setCreatedAt(Columns.number(row, "created_at"))
        .setUpdatedAt(Columns.number(row, "updated_at"))
        .build();
  }
}
