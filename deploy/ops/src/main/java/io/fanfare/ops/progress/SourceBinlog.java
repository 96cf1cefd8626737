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

/** The source's binlog, read as the capture's user. */
final class SourceBinlog implements AutoCloseable {

  /** MySQL has renamed the statement in 8.2, and rejects its former name since 8.4. */
  private static final int MYSQL_8 = 8;

  private static final int RENAMED_IN = 2;

  private static final int MOST_EVENTS = 1_000;

  /** Events that change no row. Every other type, also one of a future server, may change rows. */
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
   * Where the binlog ends now.
   *
   * @throws OperationException if the source does not answer, or writes no binlog
   */
  BinlogPosition end() {
    try (Statement statement = connection.createStatement();
        ResultSet status = statement.executeQuery(statusStatement)) {
      if (!status.next()) {
        throw new OperationException(
            "The source writes no binlog, so nothing can be captured: turn log_bin on.");
      }
      return new BinlogPosition(status.getString(1), status.getLong(2));
    } catch (SQLException e) {
      throw new OperationException(
          "The source does not report where its binlog ends: " + e.getMessage(), e);
    }
  }

  /**
   * Whether certainly no row changes between two positions of one file. The head of a file and
   * changes of definitions take space, but do not advance the capture's position.
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
      // No event begins at this position, or the file is gone: rows may have changed.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The connection is gone, as it should be.
    }
  }
}
