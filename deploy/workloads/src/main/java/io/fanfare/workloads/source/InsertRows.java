package io.fanfare.workloads.source;

import io.fanfare.schemas.Micros;
import io.fanfare.schemas.models.Model;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Inserts rows of one table, many in a statement. A row whose key is there already changes nothing,
 * and no change of it reaches the binlog. Any other problem of a row is an error, as with any
 * INSERT.
 *
 * @param <T> the record of the contract that describes a row
 */
public final class InsertRows<T extends SpecificRecordBase> {

  private final Connection connection;
  private final Model model;
  private final int rowsInStatement;
  private final List<T> waiting = new ArrayList<>();
  private @Nullable PreparedStatement full;
  private long handed;
  private long inserted;

  /**
   * @param rowsInStatement how many rows are written at a time
   */
  public InsertRows(Connection connection, Model model, int rowsInStatement) {
    this.connection = connection;
    this.model = model;
    this.rowsInStatement = rowsInStatement;
  }

  /** Writes a row, at the latest with the next {@link #flush}. */
  public void add(T row) throws SQLException {
    waiting.add(row);
    if (waiting.size() == rowsInStatement) {
      flush();
    }
  }

  /** Writes what waits. */
  public void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    if (waiting.size() == rowsInStatement) {
      if (full == null) {
        full = connection.prepareStatement(statement(rowsInStatement));
      }
      execute(full);
    } else {
      try (PreparedStatement rest = connection.prepareStatement(statement(waiting.size()))) {
        execute(rest);
      }
    }
  }

  /** How many rows the source has taken, with those that were there already. */
  public long written() {
    return handed;
  }

  /** How many of them were new. */
  public long inserted() {
    return inserted;
  }

  private void execute(PreparedStatement statement) throws SQLException {
    int parameter = 1;
    for (T row : waiting) {
      for (Field column : model.schema().getFields()) {
        statement.setObject(parameter, value(column, row.get(column.pos())));
        parameter++;
      }
    }
    inserted += statement.executeUpdate();
    handed += waiting.size();
    waiting.clear();
  }

  private String statement(int rows) {
    return statement(model, model.schema().getFields().stream().map(Field::name).toList(), rows);
  }

  static String statement(Model model, List<String> columns, int rows) {
    String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    String key = model.primaryKey().get(0);
    return "INSERT INTO %s (%s) VALUES %s ON DUPLICATE KEY UPDATE %s = %s"
        .formatted(
            model.table(),
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(rows, row)),
            key,
            key);
  }

  /** What is bound for a field of a record. */
  static @Nullable Object value(Field column, @Nullable Object value) {
    return column.name().endsWith("_at") && value instanceof Long micros ? time(micros) : value;
  }

  /** Converts a time to a DATETIME in UTC, independent of the time zones of program and server. */
  static LocalDateTime time(long micros) {
    return LocalDateTime.ofInstant(Micros.toInstant(micros), ZoneOffset.UTC);
  }
}
