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

/** The database of the embedded source, and its tables. */
public final class SourceDatabase {

  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) .*", Pattern.DOTALL);

  private final StackSettings settings;

  public SourceDatabase(StackSettings settings) {
    this.settings = settings;
  }

  /** Whether a user can log in and is answered. */
  public boolean accepts(DatabaseUser user) {
    try (Connection connection = connect(user)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Makes the tables of the source that are missing. A table that is there stays untouched, and not
   * even a statement that would do nothing reaches the binlog: the application may have changed it,
   * and readers of the binlog would take our definition for the newest.
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
      throw new OperationException("The source's tables could not be made: " + e.getMessage(), e);
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
