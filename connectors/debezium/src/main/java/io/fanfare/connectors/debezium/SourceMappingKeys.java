package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The keys of a {@link SourceMapping} in a configuration that also has others.
 *
 * @param problems one sentence for each problem
 */
record SourceMappingKeys(
    Map<Model, String> tables, Map<Model, Map<String, String>> columns, List<String> problems) {

  private static final String TABLES = "tables";
  private static final String COLUMNS = "columns";

  /** Debezium has names in lists and patterns, where other characters would need quotes. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$ -]+");

  static SourceMappingKeys read(Map<String, ?> configuration) {
    SourceMappingKeys keys =
        new SourceMappingKeys(new EnumMap<>(Model.class), new HashMap<>(), new ArrayList<>());
    new TreeMap<>(configuration).forEach(keys::read);
    return keys;
  }

  private void read(String key, Object value) {
    // Misspelt keys such as `table.tracks` are ours, too; all others belong to the worker.
    if (!key.startsWith("table") && !key.startsWith("column")) {
      return;
    }
    String[] parts = key.split("\\.", -1);
    if (parts[0].equals(TABLES) && parts.length == 2) {
      readTable(key, parts[1], value);
    } else if (parts[0].equals(COLUMNS) && parts.length == 3) {
      readColumn(key, parts[1], parts[2], value);
    } else {
      problems.add("%s: write tables.TABLE or columns.TABLE.COLUMN.".formatted(key));
    }
  }

  private void readTable(String key, String table, Object value) {
    Model model = Model.ofTable(table);
    if (model == null) {
      problems.add("%s: the table is none of %s.".formatted(key, tableNames()));
    } else if (isName(key, value)) {
      tables.put(model, value.toString());
    }
  }

  private void readColumn(String key, String table, String column, Object value) {
    Model model = Model.ofTable(table);
    if (model == null) {
      problems.add("%s: the table is none of %s.".formatted(key, tableNames()));
    } else if (model.schema().getField(column) == null) {
      problems.add("%s: the column is none of %s.".formatted(key, columnNames(model)));
    } else if (isName(key, value)) {
      columns.computeIfAbsent(model, m -> new HashMap<>()).put(column, value.toString());
    }
  }

  private boolean isName(String key, Object value) {
    if (value instanceof String name && !name.isBlank() && NAME.matcher(name).matches()) {
      return true;
    }
    problems.add(
        "%s: '%s' is not a name of letters, digits, '_', '$', '-' and spaces."
            .formatted(key, value));
    return false;
  }

  private static String tableNames() {
    return Arrays.stream(Model.values()).map(Model::table).collect(Collectors.joining(", "));
  }

  private static String columnNames(Model model) {
    return model.schema().getFields().stream()
        .map(Schema.Field::name)
        .collect(Collectors.joining(", "));
  }
}
