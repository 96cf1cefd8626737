package io.fanfare.cli.source;

import io.fanfare.schemas.models.Model;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Deletes the row of a table that has a primary key. */
public final class DeleteRow {

  private DeleteRow() {}

  /**
   * @param key the values of the primary key's columns, in its order
   */
  public static void execute(Connection connection, Model model, Object... key)
      throws SQLException {
    String condition =
        model.primaryKey().stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" AND "));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM %s WHERE %s".formatted(model.table(), condition))) {
      for (int i = 0; i < key.length; i++) {
        statement.setObject(i + 1, key[i]);
      }
      statement.executeUpdate();
    }
  }
}
