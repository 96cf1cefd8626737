package io.fanfare.ops.progress;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.ops.OperationException;
import io.fanfare.ops.SourceAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/** The source's binlog, as the capture's user may look at it. */
final class SourceBinlog implements AutoCloseable {

  /** MySQL has called it otherwise since 8.2, and no longer knows the former name since 8.4. */
  private static final int MYSQL_8 = 8;

  private static final int RENAMED_IN = 2;

  private static final int MOST_EVENTS = 1_000;

  /** Events that change no row: whatever else there is, and may come to be, counts as a change. */
  private static final Set<String> QUIET =
      Set.of(
          "format_desc",
          "gtid_list",
          "previous_gtids",
          "binlog_checkpoint",
          "start_encryption",
          "rotate",
          "stop",
          "gtid",
          "anonymous_gtid",
          "query");

  private final Connection connection;
  private final String statusStatement;

  /**
   * @throws OperationException if the source does not answer
   */
  SourceBinlog(SourceAccess source) {
    try {
      connection =
          DriverManager.getConnection(
              source.url(), source.capture().user(), source.capture().password());
      statusStatement = statusStatement(source, connection);
    } catch (SQLException e) {
      throw new OperationException("The source does not answer: " + e.getMessage(), e);
    }
  }

  private static String statusStatement(SourceAccess source, Connection connection)
      throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    int minor = connection.getMetaData().getDatabaseMinorVersion();
    boolean renamed = major > MYSQL_8 || (major == MYSQL_8 && minor >= RENAMED_IN);
    return source.flavour() == Flavour.MYSQL && renamed
        ? "SHOW BINARY LOG STATUS"
        : "SHOW MASTER STATUS";
  }

  /**
   * Where it ends now.
   *
   * @throws OperationException if the source does not say, or writes none
   */
  BinlogPosition end() {
    try (Statement statement = connection.createStatement();
        ResultSet status = statement.executeQuery(statusStatement)) {
      if (!status.next()) {
        throw new OperationException(
            "The source writes no binlog: there is nothing to be captured.");
      }
      return new BinlogPosition(status.getString(1), status.getLong(2));
    } catch (SQLException e) {
      throw new OperationException(
          "The source does not say where its binlog ends: " + e.getMessage(), e);
    }
  }

  /**
   * Whether it is sure that no row changes between two places of one file. The beginning of a file
   * and changes of definitions take room there, but do not move the position of a capture.
   */
  boolean isQuiet(BinlogPosition from, BinlogPosition to) {
    if (!from.file().equals(to.file())) {
      return false;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SHOW BINLOG EVENTS IN ? FROM ? LIMIT " + MOST_EVENTS)) {
      statement.setString(1, from.file());
      statement.setLong(2, from.position());
      try (ResultSet events = statement.executeQuery()) {
        long end = from.position();
        while (end < to.position() && events.next()) {
          if (!QUIET.contains(events.getString("Event_type").toLowerCase(Locale.ROOT))) {
            return false;
          }
          end = events.getLong("End_log_pos");
        }
        return end >= to.position();
      }
    } catch (SQLException e) {
      // A place that is no event's, or a file that is gone: then nobody can say so.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone, which is what was wanted.
    }
  }
}
