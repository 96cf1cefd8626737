package io.fanfare.workloads.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement that changes rows of the source. It is idempotent, so a caller that does not know its
 * outcome can repeat it.
 */
public record Operation(String sql, List<Object> values) {

  public Operation {
    values = List.copyOf(values);
  }

  /** Returns an operation with these values. */
  public static Operation of(String sql, Object... values) {
    return new Operation(sql, List.of(values));
  }

  /** Executes it, with the values bound. */
  public void execute(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int place = 1; place <= values.size(); place++) {
        statement.setObject(place, values.get(place - 1));
      }
      statement.executeUpdate();
    }
  }
}
