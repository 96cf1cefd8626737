package io.fanfare.workloads.source;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Inserts one row. If its key is there already nothing changes, and nothing reaches the binlog.
 * Columns that are null in the record are left out, so that the table uses its defaults.
 */
public final class InsertRow {

  private InsertRow() {}

  /**
   * @param row in the record of the contract that describes it
   */
  public static Operation of(Model model, SpecificRecordBase row) {
    List<String> columns = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Field column : model.schema().getFields()) {
      Object value = InsertRows.value(column, row.get(column.pos()));
      if (value != null) {
        columns.add(column.name());
        values.add(value);
      }
    }
    return new Operation(InsertRows.statement(model, columns, 1), values);
  }
}
