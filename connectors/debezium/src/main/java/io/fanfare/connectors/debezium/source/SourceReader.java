package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.schemas.models.Model;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the facts that the rules judge from a source server. It locks and changes nothing, and
 * leaves out what the user cannot read: a missing grant is a finding like any other.
 */
final class SourceReader {

  /** Class of the SQL states of a lost connection. */
  private static final String CONNECTION_LOST = "08";

  private final Statement statement;

  private SourceReader(Statement statement) {
    this.statement = statement;
  }

  /**
   * @param connection of the user that will capture, without a default database
   * @throws SQLException if the connection is lost
   */
  static SourceFacts read(Connection connection, String database) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return new SourceReader(statement).read(database);
    }
  }

  private SourceFacts read(String database) throws SQLException {
    // So that names are quoted with backticks, independent of the settings of the server.
    query("SET SESSION sql_mode = ''");
    query("SET SESSION sql_quote_show_create = 1");
    String version = String.join("", firstColumn("SELECT VERSION()"));
    Flavour flavour = SourceFacts.flavour(version);
    List<String> tables = firstColumn("SHOW TABLES FROM " + quoted(database));
    return new SourceFacts(
        account(),
        version,
        variables(),
        grants(flavour),
        // SHOW DATABASES may be forbidden to a user who can read a database.
        Set.copyOf(firstColumn("SELECT schema_name FROM information_schema.schemata")),
        binlogStatus(flavour),
        !query("SHOW REPLICA STATUS").isEmpty(),
        new LinkedHashSet<>(tables),
        definitions(database, tables));
  }

  private String account() throws SQLException {
    String account = String.join("", firstColumn("SELECT CURRENT_USER()"));
    int at = account.lastIndexOf('@');
    return at < 0
        ? account
        : "'%s'@'%s'".formatted(account.substring(0, at), account.substring(at + 1));
  }

  private Map<String, String> variables() throws SQLException {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Map<String, String> row : query("SHOW GLOBAL VARIABLES")) {
      variables.put(
          row.getOrDefault("variable_name", "").toLowerCase(Locale.ROOT),
          row.getOrDefault("value", ""));
    }
    return variables;
  }

  /** MySQL lists the grants of active roles with the user's own, MariaDB separately. */
  private List<String> grants(Flavour flavour) throws SQLException {
    List<String> grants = new ArrayList<>(firstColumn("SHOW GRANTS"));
    if (flavour == Flavour.MARIADB
        && !firstColumn("SELECT CURRENT_ROLE() FROM DUAL WHERE CURRENT_ROLE() > ''").isEmpty()) {
      grants.addAll(firstColumn("SHOW GRANTS FOR CURRENT_ROLE"));
    }
    return grants;
  }

  /** MySQL has this statement since 8.2; MariaDB and older versions know the former name. */
  private Map<String, String> binlogStatus(Flavour flavour) throws SQLException {
    List<Map<String, String>> status =
        flavour == Flavour.MYSQL ? query("SHOW BINARY LOG STATUS") : List.of();
    if (status.isEmpty()) {
      status = query("SHOW MASTER STATUS");
    }
    return status.isEmpty() ? Map.of() : status.get(0);
  }

  private Map<String, String> definitions(String database, List<String> tables)
      throws SQLException {
    Map<String, String> definitions = new LinkedHashMap<>();
    for (String table : tables) {
      if (Arrays.stream(Model.values()).anyMatch(model -> model.table().equals(table))) {
        for (Map<String, String> row :
            query("SHOW CREATE TABLE " + quoted(database) + "." + quoted(table))) {
          definitions.put(
              table, row.getOrDefault("create table", row.getOrDefault("create view", "")));
        }
      }
    }
    return definitions;
  }

  private List<String> firstColumn(String sql) throws SQLException {
    return query(sql).stream().map(row -> row.values().iterator().next()).toList();
  }

  /** The rows of a statement, by lower-case column; none if the server rejects it. */
  private List<Map<String, String>> query(String sql) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    try {
      if (statement.execute(sql)) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            rows.add(row(result));
          }
        }
      }
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith(CONNECTION_LOST)) {
        throw e;
      }
    }
    return rows;
  }

  private static Map<String, String> row(ResultSet result) throws SQLException {
    Map<String, String> row = new LinkedHashMap<>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      String value = result.getString(column);
      row.put(
          result.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT),
          value == null ? "" : value);
    }
    return row;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
