package io.fanfare.ops.refresh;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.jspecify.annotations.Nullable;

/**
 * A column of the source, read as the capture reads it: a refresh must hold the same values as the
 * captured change.
 */
final class SourceColumn {

  private static final String EPOCH = "TIMESTAMP'1970-01-01 00:00:00'";

  private final Field field;
  private final Schema.Type type;
  private final String expression;

  /**
   * @param columns of the table
   * @param index of the column among them, from 1
   */
  SourceColumn(Field field, ResultSetMetaData columns, int index) throws SQLException {
    this.field = field;
    this.type = notNull(field.schema()).getType();
    this.expression =
        expression(
            SourceTable.quoted(field.name()),
            columns.getColumnType(index),
            columns.isNullable(index) == ResultSetMetaData.columnNoNulls);
  }

  Field field() {
    return field;
  }

  /** The expression to select. */
  String expression() {
    return expression;
  }

  /**
   * The server converts times: a driver would convert them through the time zones of the session
   * and the JVM, with skipped and repeated hours.
   */
  private String expression(String column, int sqlType, boolean required) {
    return switch (sqlType) {
      case Types.TIMESTAMP, Types.DATE -> {
        String micros = "TIMESTAMPDIFF(MICROSECOND, %s, %s)".formatted(EPOCH, column);
        // A zero date, which only a lax server accepts, is captured as NULL if the column allows
        // it.
        yield required ? "COALESCE(%s, 0)".formatted(micros) : micros;
      }
      case Types.TIME -> "TIME_FORMAT(%s, '%%H:%%i:%%s')".formatted(column);
      // The capture rounds it, too, where no rule needs the number.
      case Types.DECIMAL, Types.NUMERIC, Types.DOUBLE, Types.FLOAT, Types.REAL ->
          field.schema().isNullable() && (type == Schema.Type.INT || type == Schema.Type.LONG)
              ? "ROUND(%s)".formatted(column)
              : column;
      default -> column;
    };
  }

  /**
   * Reads the value of a row.
   *
   * @param index of the expression in the selection, from 1
   * @throws SQLException if the contract cannot hold it
   */
  @Nullable Object read(ResultSet row, int index) throws SQLException {
    Object value =
        switch (type) {
          case LONG -> row.getLong(index);
          case INT -> row.getInt(index);
          case BOOLEAN -> row.getBoolean(index);
          default -> row.getString(index);
        };
    return row.wasNull() ? null : value;
  }

  /**
   * Reads the value of a key's column. If the contract cannot hold it, this is the driver's value:
   * it still finds the row again.
   */
  @Nullable Object readKey(ResultSet row, int index) throws SQLException {
    try {
      return read(row, index);
    } catch (SQLException e) {
      return row.getObject(index);
    }
  }

  private static Schema notNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
