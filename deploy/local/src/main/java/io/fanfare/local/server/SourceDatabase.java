package io.fanfare.local.server;

import static io.fanfare.local.DatabaseUser.APPLICATION;

import io.fanfare.local.DatabaseUser;
import io.fanfare.local.StackSettings;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.setup.SchemaScript;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The database of the embedded source, with its tables. */
public final class SourceDatabase {

  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) .*", Pattern.DOTALL);

  private final StackSettings settings;

  public SourceDatabase(StackSettings settings) {
    this.settings = settings;
  }

  /** Whether a user can log in. */
  public boolean accepts(DatabaseUser user) {
    try (Connection connection = connect(user)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Creates the missing tables of the source. For a table that exists, not even a statement without
   * effect may reach the binlog: the application may have changed the table, and readers of the
   * binlog would take this definition for the newest.
   *
   * @throws OperationException if a table could not be created
   */
  public void createTables() {
    try (Connection connection = connect(APPLICATION);
        Statement statement = connection.createStatement()) {
      Set<String> existing = tables(statement);
      for (String definition : SchemaScript.statements("/mysql/schema.sql")) {
        Matcher table = TABLE.matcher(definition);
        if (!table.matches() || !existing.contains(table.group(1))) {
          statement.execute(definition);
        }
      }
    } catch (SQLException e) {
      throw new OperationException(
          "The source's tables could not be created: " + e.getMessage(), e);
    }
  }

  private static Set<String> tables(Statement statement) throws SQLException {
    Set<String> tables = new HashSet<>();
    try (ResultSet names =
        statement.executeQuery(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()")) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }

  private Connection connect(DatabaseUser user) throws SQLException {
    return DriverManager.getConnection(
        settings.source().url() + "?connectTimeout=2000",
        user.userName(),
        settings.secrets().password(user));
  }
}
