package io.fanfare.api.models;

import io.fanfare.schemas.dashboard.Hidden;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is hidden from recipients. The users who block a recipient are found by the index on
 * blocks.blocked_user_id, everything else by primary keys.
 */
final class SelectHidden {

  private static final String BLOCKS =
      "SELECT user_id AS recipient, blocked_user_id AS hidden FROM blocks WHERE user_id IN %1$s"
          + " UNION SELECT blocked_user_id, user_id FROM blocks WHERE blocked_user_id IN %1$s";

  private static final String MUTES =
      "SELECT user_id AS recipient, muted_user_id AS hidden FROM mutes WHERE user_id IN %s";

  private static final String REPOSTS =
      "SELECT user_id FROM dashboard_settings WHERE hide_reposts AND user_id IN %s";

  private SelectHidden() {}

  static Map<Long, Hidden> execute(Connection connection, Collection<Long> recipientIds)
      throws SQLException {
    Map<Long, Set<Long>> users = new HashMap<>();
    for (String statement : List.of(BLOCKS, MUTES)) {
      OptionalTable.read(() -> addUsers(users, connection, statement, recipientIds), false);
    }
    Set<Long> withoutReposts =
        OptionalTable.read(() -> withoutReposts(connection, recipientIds), Set.of());
    Map<Long, Hidden> hidden = new HashMap<>();
    for (long recipient : recipientIds) {
      Hidden found =
          new Hidden(users.getOrDefault(recipient, Set.of()), withoutReposts.contains(recipient));
      if (!found.equals(Hidden.NOTHING)) {
        hidden.put(recipient, found);
      }
    }
    return hidden;
  }

  private static boolean addUsers(
      Map<Long, Set<Long>> users, Connection connection, String text, Collection<Long> recipientIds)
      throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, text, recipientIds);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        users
            .computeIfAbsent(rows.getLong("recipient"), id -> new HashSet<>())
            .add(rows.getLong("hidden"));
      }
      return true;
    }
  }

  private static Set<Long> withoutReposts(Connection connection, Collection<Long> recipientIds)
      throws SQLException {
    try (PreparedStatement statement = Columns.prepareIn(connection, REPOSTS, recipientIds);
        ResultSet rows = statement.executeQuery()) {
      Set<Long> recipients = new HashSet<>();
      while (rows.next()) {
        recipients.add(rows.getLong(1));
      }
      return recipients;
    }
  }
}
