package io.fanfare.local.pipeline;

import io.fanfare.connectors.debezium.Flavour;
import io.fanfare.connectors.debezium.source.SourceCheck;
import io.fanfare.connectors.debezium.source.SourceFindings;
import io.fanfare.local.ExternalSource;
import io.fanfare.local.Source;
import io.fanfare.local.SourceDescription;
import io.fanfare.ops.OperationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** An external source, checked before the stack captures it. */
public record ReachableSource(SourceDescription source, long serverId, String password) {

  private static final int ACCESS_DENIED = 1045;
  private static final int HOST_NOT_ALLOWED = 1130;
  private static final int TLS_REQUIRED = 3159;
  private static final String NO_CONNECTION = "08";
  private static final String CONNECT_MILLIS = "5000";
  private static final String ANSWER_MILLIS = "30000";

  /** The connector's replica id is chosen later. No server has this one. */
  private static final long NO_ID = -1;

  /** A source that belongs to no home yet. */
  public static ReachableSource of(SourceDescription source, String password) {
    return new ReachableSource(source, NO_ID, password);
  }

  /** The source of a home. */
  public static ReachableSource of(ExternalSource own) {
    return new ReachableSource(own.description(), own.serverId(), own.password());
  }

  /**
   * Logs in and checks the source, without changing it. A source that is captured already may have
   * tables that the connector cannot read: the others are still captured.
   *
   * @return advice for a source that can be captured
   * @throws OperationException with every problem, if the source cannot be reached or captured
   */
  public SourceFindings check() {
    SourceFindings findings;
    try (Connection connection = connect()) {
      findings = SourceCheck.run(connection, source.flavour(), source.database(), serverId);
    } catch (SQLException e) {
      throw new OperationException(message(List.of(sentence(e))), e);
    }
    List<String> problems = new ArrayList<>(findings.problems());
    if (serverId == NO_ID) {
      problems.addAll(findings.unreadable());
    }
    if (!problems.isEmpty()) {
      throw new OperationException(message(problems));
    }
    return findings;
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", source.user());
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_MILLIS);
    properties.setProperty("socketTimeout", ANSWER_MILLIS);
    // This URL works for MySQL and MariaDB: the check finds out which one it is.
    return DriverManager.getConnection(
        Source.url(Flavour.MYSQL, source.host(), source.port(), ""), properties);
  }

  private String message(List<String> problems) {
    return problems.stream()
        .collect(
            Collectors.joining(
                System.lineSeparator() + "- ",
                "The source, %s, cannot be captured as it is:%n- ".formatted(source.describe()),
                ""));
  }

  private String sentence(SQLException e) {
    return switch (e.getErrorCode()) {
      case ACCESS_DENIED ->
          ("The server refuses the user %s or the password: check --source-user and"
                  + " --source-password-file, and that the account may log in from this machine and"
                  + " without TLS.")
              .formatted(source.user());
      case HOST_NOT_ALLOWED ->
          ("The server refuses connections from this machine: CREATE USER '%s'@'HOST' with a HOST"
                  + " that this machine has.")
              .formatted(source.user());
      case TLS_REQUIRED ->
          "The server insists on TLS (require_secure_transport is ON), which the local stack"
              + " does not speak: SET GLOBAL require_secure_transport = OFF; or capture from a"
              + " replica that does not.";
      default -> unexpected(e);
    };
  }

  private static String unexpected(SQLException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(e.getSQLState()).startsWith(NO_CONNECTION)
        ? "The server does not answer (%s): start it, or check --source.".formatted(describe(cause))
        : "The server refuses: %s".formatted(e.getMessage());
  }

  private static String describe(Throwable cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
