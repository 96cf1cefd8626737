package io.fanfare.ops.capture;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.SourceAccess;
import io.fanfare.ops.source.SourceConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The columns of the source's tables, as they are now. */
final class SourceColumns {

  private static final String SELECT =
      "SELECT table_name, column_name FROM information_schema.columns"
          + " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position";

  private SourceColumns() {}

  /**
   * Names of columns in lower case and in their order, by table.
   *
   * @throws OperationException if the source does not answer
   */
  static Map<String, List<String>> read(SourceAccess source) {
    try (Connection connection = SourceConnection.openToCapture(source);
        PreparedStatement statement = connection.prepareStatement(SELECT);
        ResultSet found = statement.executeQuery()) {
      Map<String, List<String>> columns = new HashMap<>();
      while (found.next()) {
        columns
            .computeIfAbsent(Objects.requireNonNull(found.getString(1)), t -> new ArrayList<>())
            .add(Objects.requireNonNull(found.getString(2)).toLowerCase(Locale.ROOT));
      }
      return columns;
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
  }
}
