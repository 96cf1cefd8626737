package io.fanfare.api.models;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a {@link KeyList}: one range of its index. */
final class SelectKeys {

  private SelectKeys() {}

  static List<Long> execute(
      Connection connection, KeyList list, long of, @Nullable Long after, int limit)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(after == null ? list.first() : list.next())) {
      int place = 1;
      statement.setLong(place++, of);
      if (after != null) {
        statement.setLong(place++, after);
      }
      statement.setInt(place, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> keys = new ArrayList<>();
        while (rows.next()) {
          keys.add(rows.getLong(1));
        }
        return keys;
      }
    }
  }
}
