package io.fanfare.workloads.source;

import io.fanfare.schemas.models.Model;
import java.sql.Connection;
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
    of(model, key).execute(connection);
  }

  /**
   * The same, to be done later.
   *
   * @param key the values of the primary key's columns, in its order
   */
  public static Operation of(Model model, Object... key) {
    String condition =
        model.primaryKey().stream()
            .map(column -> column + " = ?")
            .collect(Collectors.joining(" AND "));
    return Operation.of("DELETE FROM %s WHERE %s".formatted(model.table(), condition), key);
  }
}
