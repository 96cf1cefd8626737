package io.fanfare.connectors.debezium;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Reads one column of the contract from a row of the source. */
final class ColumnReader {

  /**
   * Debezium's value of a date without a year, month or day in a column that is NOT NULL; in any
   * other column it is null. Where the contract allows it, both are null.
   */
  private static final Long NO_TIME = 0L;

  private final Schema.Field field;
  private final String table;
  private final String column;
  private final ContractType type;
  private final boolean nullable;
  private final @Nullable Object defaultValue;

  ColumnReader(TableMapping table, Schema.Field field) {
    this.field = field;
    this.table = table.sourceTable();
    this.column = table.sourceColumn(field.name());
    this.nullable = field.schema().isNullable();
    this.type = ContractType.of(notNull(field.schema()).getType());
    this.defaultValue = field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null;
  }

  /** The position of the value in the contract's record. */
  int position() {
    return field.pos();
  }

  /**
   * Reads the column.
   *
   * @throws UnreadableException if the row has no value that the contract accepts
   */
  @Nullable Object read(Struct row) throws UnreadableException {
    Field found = row.schema().field(column);
    if (found == null) {
      return missing("Table %s has no column %s".formatted(table, column));
    }
    // Struct.get would replace a NULL of the row by the default of the column.
    Object value = row.getWithoutDefault(column);
    if (value == null) {
      return nullable ? null : missing("Column %s.%s is NULL".formatted(table, column));
    }
    try {
      String schemaName = found.schema().name();
      Object text = Labels.text(found.schema(), value);
      Object read = type.read(schemaName, nullable ? type.rounded(text) : text);
      boolean isNoTime =
          nullable
              && !found.schema().isOptional()
              && SourceTime.isInstant(schemaName)
              && read.equals(NO_TIME);
      return isNoTime ? null : read;
    } catch (UnreadableException e) {
      throw new UnreadableException("Column %s.%s %s.".formatted(table, column, e.reason()));
    }
  }

  private @Nullable Object missing(String problem) throws UnreadableException {
    if (field.hasDefaultValue()) {
      return defaultValue;
    }
    throw new UnreadableException("%s, and the contract has no default for it.".formatted(problem));
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
