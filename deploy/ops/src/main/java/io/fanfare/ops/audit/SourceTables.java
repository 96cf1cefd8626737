package io.fanfare.ops.audit;

import io.fanfare.schemas.models.Model;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** The tables and columns that the source has. A missing optional table counts as empty. */
public final class SourceTables {

  private static final String SELECT =
      "SELECT table_name, column_name FROM information_schema.columns"
          + " WHERE table_schema = DATABASE()";

  private static final Pattern TABLE = Pattern.compile("\\b(FROM|JOIN) (\\w+)");
  private static final Pattern COLUMN = Pattern.compile("\\b(\\w+)\\.(\\w+)");

  /** Columns by table. */
  private final Map<String, Set<String>> present;

  SourceTables(Map<String, Set<String>> present) {
    this.present = Map.copyOf(present);
  }

  /** Reads them from the source. */
  public static SourceTables of(Connection source) throws SQLException {
    try (PreparedStatement statement = source.prepareStatement(SELECT);
        ResultSet names = statement.executeQuery()) {
      Map<String, Set<String>> present = new HashMap<>();
      while (names.next()) {
        present
            .computeIfAbsent(names.getString(1), table -> new HashSet<>())
            .add(names.getString(2));
      }
      return new SourceTables(present);
    }
  }

  /**
   * Replaces each table that this source lacks by no rows.
   *
   * @param sql a statement that gives each table an alias
   */
  public String in(String sql) {
    return TABLE.matcher(sql).replaceAll(this::table);
  }

  /**
   * Also replaces each column that a table of this source lacks by null.
   *
   * @param aliases the tables whose columns may be missing, by their aliases
   */
  public String in(String sql, Map<String, Model> aliases) {
    return in(COLUMN.matcher(sql).replaceAll(found -> column(found, aliases)));
  }

  private String column(MatchResult found, Map<String, Model> aliases) {
    Model model = aliases.get(found.group(1));
    Set<String> columns = model == null ? null : present.get(model.table());
    return columns == null || columns.contains(found.group(2)) ? found.group() : "NULL";
  }

  private String table(MatchResult found) {
    Model model = Model.ofTable(found.group(2));
    return model == null || present.containsKey(model.table())
        ? found.group()
        : found.group(1) + " " + noRows(model);
  }

  private static String noRows(Model model) {
    return model.schema().getFields().stream()
        .map(field -> "CAST(NULL AS %s) AS `%s`".formatted(type(field), field.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " FROM DUAL WHERE FALSE)"));
  }

  /** A null without a type would turn its column of a union into text, and sort it as text. */
  private static String type(Field field) {
    if (field.name().endsWith("_at")) {
      return "DATETIME(6)";
    }
    return field.schema().getType() == Schema.Type.STRING ? "CHAR" : "SIGNED";
  }
}
