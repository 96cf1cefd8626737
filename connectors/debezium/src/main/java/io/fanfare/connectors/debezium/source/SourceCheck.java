package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Looks at a source server, before anything is captured from it, for what would make the capture
 * fail or, worse, miss changes without anybody knowing.
 */
public final class SourceCheck {

  private SourceCheck() {}

  /**
   * Looks, changes nothing, and reports everything at once.
   *
   * @param connection of the user that will capture, to no database in particular
   * @param flavour what the server is said to be
   * @param database the database with the contract's tables
   * @param serverId the id as which the connector will follow the source's log
   * @throws SQLException if the connection is lost
   */
  public static SourceFindings of(
      Connection connection, Flavour flavour, String database, long serverId) throws SQLException {
    return judge(SourceReader.read(connection, database), flavour, database, serverId);
  }

  /** All rules over what was read. */
  static SourceFindings judge(SourceFacts facts, Flavour flavour, String database, long serverId) {
    SourceFindings findings = new SourceFindings();
    new ServerRule(facts, findings).judge(flavour, database, serverId);
    new RetentionRule(facts, findings).judge();
    new GrantRule(facts, findings).judge(database);
    new TableRule(facts, findings, database).judge();
    return findings;
  }
}
