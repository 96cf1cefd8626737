package io.fanfare.ops.resync;

import io.fanfare.connectors.debezium.source.HiddenColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the connector must know of a table to read its rows: the columns in their order, with the
 * types that say how a value is read. Everything else of a definition may be what Debezium's parser
 * does not know, so it is left out.
 *
 * @param columns none if there is no such table
 */
record DefinedTable(String name, List<Column> columns, HiddenColumns hidden) {

  /**
   * The types that the parser and the contract know. Of another type, the connector reads bytes.
   */
  private static final Pattern KNOWN_TYPE =
      Pattern.compile(
          "(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|date|datetime|timestamp"
              + "|time|year|char|varchar|binary|varbinary|tinytext|text|mediumtext|longtext|tinyblob"
              + "|blob|mediumblob|longblob|enum|set|json)\\b.*",
          Pattern.DOTALL);

  private static final String BYTES = "varbinary(255)";

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/");

  private static final String SELECT =
      "SELECT column_name, column_type, character_set_name, is_nullable"
          + " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?"
          + " ORDER BY ordinal_position";

  /** A visible column. */
  record Column(String name, String type, @Nullable String charset, boolean isNullable) {

    private String definition() {
      String plain = COMMENT.matcher(type).replaceAll("").strip();
      return "%s %s%s%s"
          .formatted(
              quoted(name),
              KNOWN_TYPE.matcher(plain).matches() ? plain : BYTES,
              charset == null ? "" : " CHARACTER SET " + charset,
              isNullable ? " NULL" : " NOT NULL");
    }
  }

  /** Reads a table of the connection's database. */
  static DefinedTable read(Connection source, String table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement = source.prepareStatement(SELECT)) {
      statement.setString(1, table);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(
              new Column(
                  Objects.requireNonNull(found.getString(1)),
                  Objects.requireNonNull(found.getString(2)),
                  found.getString(3),
                  "YES".equals(found.getString(4))));
        }
      }
    }
    return new DefinedTable(
        table, columns, HiddenColumns.of(columns.isEmpty() ? "" : showCreate(source, table)));
  }

  private static String showCreate(Connection source, String table) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet found = statement.executeQuery("SHOW CREATE TABLE " + quoted(table))) {
      return found.next() ? Objects.requireNonNull(found.getString(2)) : "";
    }
  }

  String quotedName() {
    return quoted(name);
  }

  /** A statement that Debezium's parser understands, hidden columns included. */
  String createTable() {
    List<String> lines = new ArrayList<>(columns.stream().map(Column::definition).toList());
    for (int key = 1; key <= hidden.hashKeys().size(); key++) {
      lines.add("`%s` bigint unsigned NULL".formatted(HiddenColumns.hash(key)));
    }
    return "CREATE TABLE %s (%s)".formatted(quotedName(), String.join(", ", lines));
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
