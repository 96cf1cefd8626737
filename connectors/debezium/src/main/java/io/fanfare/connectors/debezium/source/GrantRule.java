package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;

/** The privileges of the user that captures; the API server reads as the same user. */
final class GrantRule {

  private final SourceFacts facts;
  private final SourceFindings findings;
  private final Grants grants;

  GrantRule(SourceFacts facts, SourceFindings findings) {
    this.facts = facts;
    this.findings = findings;
    this.grants = new Grants(facts.grants());
  }

  void judge(String database) {
    judgeServer("follow the binlog", "REPLICATION SLAVE", "REPLICATION SLAVE");
    judgeServer("read the binlog position", "REPLICATION CLIENT", "BINLOG MONITOR");
    // The snapshot blocks writes for the moment in which it reads the position and the tables.
    judgeServer(
        "block writes while a snapshot begins",
        "RELOAD",
        facts.flavour() == Flavour.MYSQL ? "FLUSH_TABLES" : "RELOAD");
    if (facts.isOn("skip_show_database")) {
      judgeServer("list databases (skip_show_database is ON)", "SHOW DATABASES", "SHOW DATABASES");
    }
    if (facts.databases().contains(database)) {
      judgeDatabase(database);
    }
  }

  private void judgeServer(String action, String privilege, String alternative) {
    if (!grants.onServer(privilege, alternative)) {
      findings.addProblem(
          "The user %s lacks the privilege to %s: GRANT %s ON *.* TO %s;",
          facts.account(), action, privilege, facts.account());
    }
  }

  private void judgeDatabase(String database) {
    String all = Remedy.quoted(database) + ".*";
    if (!canRead(database)) {
      findings.addProblem(
          "The user %s lacks the privilege to read the tables of %s: GRANT SELECT ON %s TO %s;",
          facts.account(), database, all, facts.account());
    }
    if (!grants.onDatabase(database, "LOCK TABLES")) {
      findings.addAdvice(
          "The user %s lacks the privilege to lock tables of %s, which a snapshot needs on a server"
              + " that refuses a global lock, as hosted ones do: GRANT LOCK TABLES ON %s TO %s;",
          facts.account(), database, all, facts.account());
    }
  }

  /** A grant on each table is enough, too, if there are tables. */
  private boolean canRead(String database) {
    return grants.onDatabase(database, "SELECT")
        || (!facts.definitions().isEmpty()
            && facts.definitions().keySet().stream()
                .allMatch(table -> grants.onTable(database, table, "SELECT")));
  }
}
