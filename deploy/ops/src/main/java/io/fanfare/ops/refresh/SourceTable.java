package io.fanfare.ops.refresh;

import io.fanfare.ops.OperationException;
import io.fanfare.schemas.avro.AvroCodec;
import io.fanfare.schemas.models.LargestRecord;
import io.fanfare.schemas.models.Model;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.Operation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A table of the source, read into the records of the contract. As in the capture, columns that the
 * contract does not know are ignored, and missing ones get the contract's default.
 */
final class SourceTable {

  private final Model model;
  private final List<SourceColumn> columns;

  /** Of a UTF-16 character in UTF-8. */
  private static final int MOST_BYTES_OF_CHARACTER = 3;

  private final AvroCodec<ModelBroadcast> codec = AvroCodec.of(ModelBroadcast.class);
  private final SpecificData records = new SpecificData(Model.class.getClassLoader());

  private SourceTable(Model model, List<SourceColumn> columns) {
    this.model = model;
    this.columns = columns;
  }

  /** Reads which columns the table has now. */
  static SourceTable of(Connection connection, Model model) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT * FROM %s LIMIT 0".formatted(quoted(model.table())));
        ResultSet nothing = statement.executeQuery()) {
      ResultSetMetaData has = nothing.getMetaData();
      List<SourceColumn> columns = new ArrayList<>();
      for (int i = 1; i <= has.getColumnCount(); i++) {
        Field field = model.schema().getField(has.getColumnName(i));
        if (field != null) {
          columns.add(new SourceColumn(field, has, i));
        }
      }
      return new SourceTable(model, columns);
    }
  }

  Model model() {
    return model;
  }

  /** A statement for {@link #read}, up to its WHERE. */
  String select() {
    return columns.stream()
        .map(SourceColumn::expression)
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + quoted(model.table())));
  }

  /** The rows that a statement finds, in its order. */
  SelectedRows read(PreparedStatement statement) throws SQLException {
    Map<RowKey, SpecificRecordBase> rows = new LinkedHashMap<>();
    Map<RowKey, String> unreadable = new LinkedHashMap<>();
    RowKey last = null;
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        last = key(found);
        try {
          rows.put(last, row(found));
        } catch (SQLException | OperationException e) {
          unreadable.put(last, String.valueOf(e.getMessage()));
        }
      }
    }
    return new SelectedRows(rows, unreadable, last);
  }

  private RowKey key(ResultSet found) throws SQLException {
    List<Object> key = new ArrayList<>();
    for (String name : model.primaryKey()) {
      int index = found.findColumn(name);
      Object value = columns.get(index - 1).readKey(found, index);
      if (value == null) {
        throw new OperationException("A row of %s has no %s.".formatted(model.table(), name));
      }
      key.add(value);
    }
    return new RowKey(model, key);
  }

  private SpecificRecordBase row(ResultSet found) throws SQLException {
    SpecificRecordBase row = (SpecificRecordBase) records.newRecord(null, model.schema());
    Map<Field, @Nullable Object> values = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).field(), columns.get(i).read(found, i + 1));
    }
    for (Field field : model.schema().getFields()) {
      Object value = values.get(field);
      boolean isNull = value == null && values.containsKey(field) && field.schema().isNullable();
      row.put(field.pos(), value == null && !isNull ? defaultOf(field) : value);
    }
    requireRecordSize(row);
    return row;
  }

  /** A row that no record can hold is unreadable, as the capture has it. */
  private void requireRecordSize(SpecificRecordBase row) {
    long characters = 0;
    for (Field field : model.schema().getFields()) {
      characters += row.get(field.pos()) instanceof String text ? text.length() : 0;
    }
    // Nearly all rows are far smaller: only of the others, the bytes are counted.
    if (characters * MOST_BYTES_OF_CHARACTER > LargestRecord.BYTES) {
      var refresh = new ModelBroadcast(Operation.SAVE, null, row, null, false, true);
      int bytes = codec.encode(refresh).length;
      if (bytes > LargestRecord.BYTES) {
        throw new OperationException(LargestRecord.problem(model.table(), bytes));
      }
    }
  }

  private @Nullable Object defaultOf(Field field) {
    if (!field.hasDefaultValue()) {
      throw new OperationException(
          "A row of %s has no %s, and the contract has no default for it."
              .formatted(model.table(), field.name()));
    }
    return SpecificData.get().getDefaultValue(field);
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
