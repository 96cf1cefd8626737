package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.Model;
import java.util.List;
import java.util.Map;

/**
 * The table of the source that holds a model, with the source's names of its columns.
 *
 * @param sourceTable the source's name of the table
 * @param sourceColumns the source's name of each canonical column whose name differs
 */
record TableMapping(Model model, String sourceTable, Map<String, String> sourceColumns) {

  TableMapping {
    sourceColumns = Map.copyOf(sourceColumns);
  }

  /** The source's name of a canonical column. */
  String sourceColumn(String column) {
    return sourceColumns.getOrDefault(column, column);
  }

  /** The source's names of the columns of the record's key, in the key's order. */
  List<String> keyColumns() {
    return model.primaryKey().stream().map(this::sourceColumn).toList();
  }
}
