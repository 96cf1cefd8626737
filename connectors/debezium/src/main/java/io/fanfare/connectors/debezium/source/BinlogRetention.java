package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of its binlog a server keeps. It purges whole files, the oldest first, and never the one
 * that it writes.
 *
 * @param time since the last change of a file; zero if time purges none
 * @param bytes of all files; 0 if their size purges none
 */
public record BinlogRetention(Duration time, long bytes) {

  private static final String SECONDS = "binlog_expire_logs_seconds";
  private static final String DAYS = "expire_logs_days";
  private static final String IS_PURGED = "binlog_expire_logs_auto_purge";

  /** MariaDB 11.4 and newer. */
  private static final String TOTAL_SIZE = "max_binlog_total_size";

  /** Both variables of time may be there, and a server sets one by the other. */
  static BinlogRetention of(SourceFacts facts) {
    double seconds = number(facts, SECONDS);
    double days = number(facts, DAYS);
    boolean isPurged =
        facts.flavour() == Flavour.MARIADB
            || facts.variable(IS_PURGED).isEmpty()
            || facts.isOn(IS_PURGED);
    return new BinlogRetention(
        Duration.ofSeconds(
            (long) (!isPurged ? 0 : seconds > 0 ? seconds : days * Duration.ofDays(1).toSeconds())),
        (long) number(facts, TOTAL_SIZE));
  }

  /**
   * Asks a server.
   *
   * @param connection of any user
   */
  public static BinlogRetention read(Connection connection) throws SQLException {
    Map<String, String> variables = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('%s', '%s', '%s', '%s')"
                    .formatted(SECONDS, DAYS, IS_PURGED, TOTAL_SIZE))) {
      while (rows.next()) {
        variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
      }
    }
    return of(
        SourceFacts.ofVariables(connection.getMetaData().getDatabaseProductVersion(), variables));
  }

  /** What makes a server purge nothing, until it starts again. */
  public String keepAll() {
    List<String> statements = new ArrayList<>();
    if (!time.isZero()) {
      statements.add("SET GLOBAL " + SECONDS + " = 0;");
    }
    if (bytes > 0) {
      statements.add("SET GLOBAL " + TOTAL_SIZE + " = 0;");
    }
    return String.join(" ", statements);
  }

  private static double number(SourceFacts facts, String variable) {
    String value = facts.variable(variable);
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }
}
