package io.fanfare.connectors.debezium;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.fanfare.schemas.models.Model;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that the definition of a connector captures. A definition may leave out tables of the
 * contract for a while, so that the others flow past rows that the connector cannot read.
 */
public final class CapturedTables {

  private static final String TABLES = "table.include.list";
  private static final String DATABASE = "database.include.list";
  private static final String CONVERTER = "value.converter.";

  /** An empty list would capture every table of the server. */
  private static final String NONE = "(?!)";

  private final Map<String, String> definition;
  private final SourceMapping mapping;

  private CapturedTables(Map<String, String> definition, SourceMapping mapping) {
    this.definition = definition;
    this.mapping = mapping;
  }

  /**
   * Reads a definition, in the form of Connect's REST interface.
   *
   * @throws IllegalArgumentException if its mapping of names is wrong
   */
  public static CapturedTables of(Map<String, String> definition) {
    Map<String, String> converter =
        definition.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(CONVERTER))
            .collect(toMap(e -> e.getKey().substring(CONVERTER.length()), Map.Entry::getValue));
    return new CapturedTables(Map.copyOf(definition), SourceMapping.of(converter));
  }

  /** The source's name of a model's table. */
  public String sourceTable(Model model) {
    return mapping.tables().stream()
        .filter(table -> table.model() == model)
        .findFirst()
        .orElseThrow()
        .sourceTable();
  }

  /** The model of a table of the source; empty if it holds none. */
  public Optional<Model> model(String sourceTable) {
    return Optional.ofNullable(mapping.ofSourceTable(sourceTable)).map(TableMapping::model);
  }

  /** The models whose tables the definition leaves out. */
  public Set<Model> leftOut() {
    Set<String> captured =
        Set.copyOf(Arrays.asList(definition.getOrDefault(TABLES, "").split(",")));
    Set<Model> leftOut = EnumSet.noneOf(Model.class);
    for (TableMapping table : mapping.tables()) {
      if (!captured.contains(pattern(table))) {
        leftOut.add(table.model());
      }
    }
    return leftOut;
  }

  /** The same definition, capturing all tables but those of some models. */
  public Map<String, String> without(Set<Model> models) {
    Map<String, String> changed = new LinkedHashMap<>(definition);
    String tables =
        mapping.tables().stream()
            .filter(table -> !models.contains(table.model()))
            .map(this::pattern)
            .collect(joining(","));
    changed.put(TABLES, tables.isEmpty() ? NONE : tables);
    return changed;
  }

  private String pattern(TableMapping table) {
    return ConnectorTemplate.tablePattern(definition.getOrDefault(DATABASE, ""), table);
  }
}
