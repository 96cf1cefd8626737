package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Checks a source server before the capture begins, for problems that would make the capture fail
 * or, worse, miss changes unnoticed.
 */
public final class SourceCheck {

  private SourceCheck() {}

  /**
   * Reports all findings at once, and changes nothing.
   *
   * @param connection of the user that will capture, without a default database
   * @param flavour the flavour that the server is declared to have
   * @param database the database with the contract's tables
   * @param serverId the id by which the connector will follow the source's log
   * @throws SQLException if the connection is lost
   */
  public static SourceFindings run(
      Connection connection, Flavour flavour, String database, long serverId) throws SQLException {
    return judge(SourceReader.read(connection, database), flavour, database, serverId);
  }

  /** Applies all rules. */
  static SourceFindings judge(SourceFacts facts, Flavour flavour, String database, long serverId) {
    SourceFindings findings = new SourceFindings();
    new ServerRule(facts, findings).judge(flavour, database, serverId);
    new RetentionRule(facts, findings).judge();
    new GrantRule(facts, findings).judge(database);
    new TableRule(facts, findings, database).judge();
    return findings;
  }
}
