package io.fanfare.connectors.debezium.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table, read from `SHOW CREATE TABLE`: a user who can read the rows can run this statement,
 * while the foreign keys in `information_schema` need more privileges.
 *
 * @param engine empty for a view
 * @param columns lower-case names
 * @param uniqueKeys the lower-case columns of the primary key and of each unique key
 */
record TableDefinition(
    String engine,
    Set<String> columns,
    List<Set<String>> uniqueKeys,
    List<ForeignKey> foreignKeys) {

  /**
   * A foreign key.
   *
   * @param cascades its changes of rows of this table, such as `ON DELETE CASCADE`
   */
  record ForeignKey(String name, List<String> cascades) {}

  private static final String NAME = "`((?:[^`]|``)+)`";
  private static final Pattern COLUMN = Pattern.compile("^  " + NAME + " ");
  private static final Pattern KEY_COLUMN = Pattern.compile(NAME);
  private static final Pattern UNIQUE_KEY =
      Pattern.compile("^  (?:PRIMARY KEY|UNIQUE KEY " + NAME + ") \\((.*?)\\)(?:,| .*)?$");
  private static final Pattern FOREIGN_KEY =
      Pattern.compile("^  CONSTRAINT " + NAME + " FOREIGN KEY .*$");
  private static final Pattern CASCADE =
      Pattern.compile("ON (?:DELETE|UPDATE) (?:CASCADE|SET NULL|SET DEFAULT)");
  private static final Pattern ENGINE = Pattern.compile("^\\).* ?ENGINE=(\\w+)");

  static TableDefinition of(String createTable) {
    TableDefinition table =
        new TableDefinition(
            createTable
                .lines()
                .map(ENGINE::matcher)
                .filter(Matcher::find)
                .map(engine -> engine.group(1))
                .findFirst()
                .orElse(""),
            new LinkedHashSet<>(),
            new ArrayList<>(),
            new ArrayList<>());
    createTable.lines().forEach(table::add);
    return table;
  }

  private void add(String line) {
    Matcher column = COLUMN.matcher(line);
    Matcher unique = UNIQUE_KEY.matcher(line);
    Matcher foreign = FOREIGN_KEY.matcher(line);
    if (column.find()) {
      columns.add(lower(column.group(1)));
    } else if (unique.matches()) {
      Set<String> key = new LinkedHashSet<>();
      KEY_COLUMN.matcher(unique.group(2)).results().forEach(c -> key.add(lower(c.group(1))));
      uniqueKeys.add(key);
    } else if (foreign.matches()) {
      foreignKeys.add(
          new ForeignKey(
              foreign.group(1), CASCADE.matcher(line).results().map(c -> c.group()).toList()));
    }
  }

  private static String lower(String name) {
    return name.replace("``", "`").toLowerCase(Locale.ROOT);
  }
}
