package io.fanfare.ops.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table and some of its columns, as a statement of a script declares them.
 *
 * @param name with its keyspace
 * @param columns the names of the columns that the statement makes
 */
record CqlTable(String name, List<String> columns) {

  private static final Pattern CREATE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS ([\\w.]+) \\((.*?)\n\\).*", Pattern.DOTALL);
  private static final Pattern ADD =
      Pattern.compile("ALTER TABLE ([\\w.]+) ADD IF NOT EXISTS (\\w+) .*", Pattern.DOTALL);

  /** A column begins a line and has a type. */
  private static final Pattern COLUMN =
      Pattern.compile("^  (?!PRIMARY )(\\w+) \\w", Pattern.MULTILINE);

  /** Empty if the statement makes neither a table nor a column. */
  static Optional<CqlTable> of(String statement) {
    Matcher create = CREATE.matcher(statement);
    if (create.matches()) {
      List<String> columns = new ArrayList<>();
      COLUMN.matcher(create.group(2)).results().forEach(column -> columns.add(column.group(1)));
      return Optional.of(new CqlTable(create.group(1), columns));
    }
    Matcher add = ADD.matcher(statement);
    return add.matches()
        ? Optional.of(new CqlTable(add.group(1), List.of(add.group(2))))
        : Optional.empty();
  }
}
