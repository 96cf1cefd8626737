package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;

/** What the capture's user must be allowed; the API server reads as the same one. */
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
    onServer("follow the binlog", "REPLICATION SLAVE", "REPLICATION SLAVE");
    onServer("ask where the binlog stands", "REPLICATION CLIENT", "BINLOG MONITOR");
    // Writes wait for the moment in which the snapshot's position and its tables are noted.
    onServer(
        "hold back writes while a snapshot begins",
        "RELOAD",
        facts.flavour() == Flavour.MYSQL ? "FLUSH_TABLES" : "RELOAD");
    if (facts.isOn("skip_show_database")) {
      onServer("list databases (skip_show_database is ON)", "SHOW DATABASES", "SHOW DATABASES");
    }
    if (facts.databases().contains(database)) {
      inDatabase(database);
    }
  }

  private void onServer(String what, String privilege, String orElse) {
    if (!grants.onServer(privilege, orElse)) {
      findings.problem(
          "The user %s may not %s: GRANT %s ON *.* TO %s;",
          facts.account(), what, privilege, facts.account());
    }
  }

  private void inDatabase(String database) {
    String all = Mending.quoted(database) + ".*";
    if (!reads(database)) {
      findings.problem(
          "The user %s may not read the tables of %s: GRANT SELECT ON %s TO %s;",
          facts.account(), database, all, facts.account());
    }
    if (!grants.onDatabase(database, "LOCK TABLES")) {
      findings.advise(
          "The user %s may not lock tables of %s, which a snapshot needs where a server refuses the"
              + " lock of all, as hosted ones do: GRANT LOCK TABLES ON %s TO %s;",
          facts.account(), database, all, facts.account());
    }
  }

  /** Table by table counts as well, if there are tables. */
  private boolean reads(String database) {
    return grants.onDatabase(database, "SELECT")
        || (!facts.definitions().isEmpty()
            && facts.definitions().keySet().stream()
                .allMatch(table -> grants.onTable(database, table, "SELECT")));
  }
}
