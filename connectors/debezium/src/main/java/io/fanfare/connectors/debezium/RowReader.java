package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.ModelBroadcast;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.connect.data.Struct;

/** Turns rows of one table into the contract's records; unknown columns are ignored. */
final class RowReader {

  private final Schema schema;
  private final List<ColumnReader> columns;
  private final SpecificData records = new SpecificData(ModelBroadcast.class.getClassLoader());

  RowReader(TableMapping table) {
    this.schema = table.model().schema();
    this.columns =
        schema.getFields().stream().map(field -> new ColumnReader(table, field)).toList();
  }

  /**
   * Reads a row.
   *
   * @throws UnreadableException if a column is missing, or the contract does not accept its value
   */
  SpecificRecordBase read(Struct row) throws UnreadableException {
    SpecificRecordBase model = (SpecificRecordBase) records.newRecord(null, schema);
    for (ColumnReader column : columns) {
      model.put(column.position(), column.read(row));
    }
    return model;
  }
}
