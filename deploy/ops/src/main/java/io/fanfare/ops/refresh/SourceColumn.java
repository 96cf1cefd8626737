package io.fanfare.ops.refresh;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
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

  /** Types of columns whose values may be no whole numbers. */
  private static final Set<Integer> FRACTIONS =
      Set.of(
          Types.DECIMAL,
          Types.NUMERIC,
          Types.DOUBLE,
          Types.FLOAT,
          Types.REAL,
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR);

  /** More than a DECIMAL has; a text with an exponent may have billions. */
  private static final int MOST_DECIMALS = 1_000;

  private final Schema.Type type;
  private final String expression;
  private final boolean mayBeFraction;

  /**
   * @param columns of the table
   * @param index of the column among them, from 1
   */
  SourceColumn(Field field, ResultSetMetaData columns, int index) throws SQLException {
    this.field = field;
    this.type = notNull(field.schema()).getType();
    this.mayBeFraction = FRACTIONS.contains(columns.getColumnType(index));
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
        // A zero date, which only a lax server accepts, is captured as NULL if the column or the
        // contract allows it; then so is the first moment of 1970 in a column that does not.
        String captured = field.schema().isNullable() ? "NULLIF(%s, 0)" : "COALESCE(%s, 0)";
        yield required ? captured.formatted(micros) : micros;
      }
      case Types.TIME -> "TIME_FORMAT(%s, '%%H:%%i:%%s')".formatted(column);
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
          case LONG -> mayBeFraction ? wholeNumber(row, index) : (Long) row.getLong(index);
          case INT -> mayBeFraction ? intOf(wholeNumber(row, index)) : (Integer) row.getInt(index);
          case BOOLEAN -> row.getBoolean(index);
          default -> row.getString(index);
        };
    return row.wasNull() ? null : value;
  }

  /** As the capture reads it: exactly, or rounded where no rule needs the number. */
  private @Nullable Long wholeNumber(ResultSet row, int index) throws SQLException {
    String text = row.getString(index);
    if (text == null) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text.strip());
      boolean isRounded =
          field.schema().isNullable() && number.scale() > 0 && number.scale() <= MOST_DECIMALS;
      return (isRounded ? number.setScale(0, RoundingMode.HALF_UP) : number).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new SQLException(
          "Column %s is '%s', not a whole number of 64 bits.".formatted(field.name(), text), e);
    }
  }

  private static @Nullable Integer intOf(@Nullable Long number) throws SQLException {
    if (number != null && number != number.intValue()) {
      throw new SQLException("It is %d, which has more than 32 bits.".formatted(number));
    }
    return number == null ? null : number.intValue();
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
