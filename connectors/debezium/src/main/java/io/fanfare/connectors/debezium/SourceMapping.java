package io.fanfare.connectors.debezium;

import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source's names of the tables and columns of the contract. The configuration of both
 * converters contains it, with the canonical name on the left and the source's on the right:
 *
 * <pre>
 * tables.tracks=songs
 * columns.tracks.user_id=artist_id
 * </pre>
 *
 * Tables and columns that are not mentioned have their canonical names.
 */
final class SourceMapping {

  private final List<TableMapping> tables;
  private final Map<String, TableMapping> bySourceTable;

  private SourceMapping(List<TableMapping> tables) {
    this.tables = tables;
    this.bySourceTable =
        tables.stream()
            .collect(Collectors.toMap(t -> inSchemaNames(t.sourceTable()), Function.identity()));
  }

  /**
   * Reads the mapping from the configuration of a converter, which also has other keys.
   *
   * @throws IllegalArgumentException if anything is wrong with it; the message has one sentence for
   *     every problem
   */
  static SourceMapping of(Map<String, ?> configuration) {
    SourceMappingKeys keys = SourceMappingKeys.read(configuration);
    List<TableMapping> tables =
        Arrays.stream(Model.values())
            .map(
                model ->
                    new TableMapping(
                        model,
                        keys.tables().getOrDefault(model, model.table()),
                        keys.columns().getOrDefault(model, Map.of())))
            .toList();
    List<String> problems = Stream.concat(keys.problems().stream(), ambiguities(tables)).toList();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return new SourceMapping(tables);
  }

  /** Every table of the contract, in its order. */
  Collection<TableMapping> tables() {
    return tables;
  }

  /**
   * The mapping of a table, by its name in Debezium's schema names; null if the table holds no
   * model.
   */
  @Nullable TableMapping ofSourceTable(String table) {
    return bySourceTable.get(inSchemaNames(table));
  }

  private static Stream<String> ambiguities(List<TableMapping> tables) {
    Map<String, TableMapping> seen = new HashMap<>();
    return tables.stream()
        .flatMap(
            table -> {
              TableMapping other = seen.putIfAbsent(inSchemaNames(table.sourceTable()), table);
              return other == null
                  ? keyAmbiguity(table)
                  : Stream.of(
                      "The source's table '%s' cannot be both %s and %s."
                          .formatted(
                              table.sourceTable(), other.model().table(), table.model().table()));
            });
  }

  private static Stream<String> keyAmbiguity(TableMapping table) {
    return table.keyColumns().stream().distinct().count() == table.keyColumns().size()
        ? Stream.empty()
        : Stream.of(
            "Two key columns of %s have the same name at the source: %s."
                .formatted(table.model().table(), String.join(", ", table.keyColumns())));
  }

  /** Debezium replaces what topics or Avro do not allow in a name, depending on its settings. */
  private static String inSchemaNames(String table) {
    return table.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
