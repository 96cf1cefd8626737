package io.fanfare.connectors.debezium.source;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** The tables of the contract, as far as the source has them. */
final class TableRule {

  private static final String ENGINE = "InnoDB";

  /** Without these tables every dashboard would be empty. */
  private static final Set<Model> REQUIRED = Set.of(Model.USER, Model.TRACK, Model.FOLLOW);

  /** The API server reads every contract column of these tables. */
  private static final Set<Model> READ_WHOLE = Set.of(Model.USER, Model.TRACK, Model.PLAYLIST);

  private final SourceFacts facts;
  private final SourceFindings findings;
  private final String database;

  TableRule(SourceFacts facts, SourceFindings findings, String database) {
    this.facts = facts;
    this.findings = findings;
    this.database = database;
  }

  void judge() {
    if (!facts.databases().contains(database)) {
      reportMissingDatabase();
      return;
    }
    judgeMissingTables();
    for (Model model : Model.values()) {
      String definition = facts.definitions().get(model.table());
      if (definition != null) {
        judge(model, TableDefinition.of(definition));
        judgeHidden(named(model.table()), HiddenColumns.of(definition));
      }
    }
  }

  private void reportMissingDatabase() {
    String other =
        facts.databases().stream().filter(database::equalsIgnoreCase).findFirst().orElse("");
    if (!other.isEmpty()) {
      findings.addProblem(
          "The database is called %s, not %s: set --source-database %s.", other, database, other);
    } else if (new Grants(facts.grants()).onServer("SELECT")) {
      findings.addProblem("There is no database %s: set --source-database to its name.", database);
    } else {
      findings.addProblem(
          "There is no database %s, or the user %s cannot see it: set --source-database to its"
              + " name, or GRANT SELECT, LOCK TABLES ON %s.* TO %s;",
          database, facts.account(), Remedy.quoted(database), facts.account());
    }
  }

  private void judgeMissingTables() {
    List<String> advised = new ArrayList<>();
    for (Model model : Model.values()) {
      String table = model.table();
      if (facts.tables().contains(table)) {
        continue;
      }
      String other = facts.tables().stream().filter(table::equalsIgnoreCase).findFirst().orElse("");
      if (!other.isEmpty()) {
        findings.addProblem(
            "The table %s.%s must be called %s: RENAME TABLE %s TO %s;",
            database, other, table, named(other), named(table));
      } else if (REQUIRED.contains(model)) {
        findings.addProblem(
            "There is no table %s in %s, or the user cannot read it: create it as in"
                + " schemas/src/main/resources/mysql/schema.sql, or grant SELECT on it.",
            table, database);
      } else {
        advised.add(table);
      }
    }
    if (!advised.isEmpty()) {
      findings.addAdvice(
          "%s has no %s: capture skips them, and includes them once the application creates"
              + " them.",
          database, String.join(", ", advised));
    }
  }

  private void judge(Model model, TableDefinition table) {
    String name = model.table();
    if (table.engine().isEmpty()) {
      findings.addProblem(
          "%s is a view, and changes of a view are not in the binlog: replace it with a table.",
          named(name));
      return;
    }
    if (!table.engine().equalsIgnoreCase(ENGINE)) {
      findings.addProblem(
          "The table %s has the engine %s, which allows no consistent snapshot: ALTER TABLE %s"
              + " ENGINE = InnoDB;",
          named(name), table.engine(), named(name));
    }
    Set<String> lacking = new LinkedHashSet<>(required(model));
    lacking.removeAll(table.columns());
    if (!lacking.isEmpty()) {
      findings.addProblem(
          "The table %s has no column %s, which %s: add it, possibly as a generated column.",
          named(name),
          String.join(", ", lacking),
          READ_WHOLE.contains(model) ? "the API server needs" : "the jobs need");
    }
    judgeKey(model, table);
    judgeForeignKeys(name, table);
  }

  private void judgeHidden(String name, HiddenColumns hidden) {
    if (hidden.isVersioned()) {
      findings.addUnreadable(
          "The table %s is system-versioned, and the binlog has its hidden columns, and a DELETE as"
              + " an UPDATE: ALTER TABLE %s DROP SYSTEM VERSIONING;",
          name, name);
    }
    for (String key : hidden.hashKeys()) {
      findings.addUnreadable(
          "The unique key %s of %s is longer than an index may be, and the binlog has its hidden"
              + " column: ALTER TABLE %s DROP KEY %s;",
          key, name, name, Remedy.quoted(key));
    }
  }

  private static List<String> required(Model model) {
    return model.schema().getFields().stream()
        .filter(column -> READ_WHOLE.contains(model) || !column.hasDefaultValue())
        .map(Schema.Field::name)
        .toList();
  }

  private void judgeKey(Model model, TableDefinition table) {
    List<String> key = model.primaryKey();
    if (table.columns().containsAll(key)
        && table.uniqueKeys().stream().noneMatch(key::containsAll)) {
      String columns = "(" + String.join(", ", key) + ")";
      findings.addProblem(
          "The table %s has no primary or unique key on %s, so that two of its rows could be"
              + " mistaken for one: ALTER TABLE %s ADD UNIQUE KEY %s;",
          named(model.table()), columns, named(model.table()), columns);
    }
  }

  /** Cascades of InnoDB never reach the binlog; those of MySQL's SQL layer do (since 9.6). */
  private void judgeForeignKeys(String name, TableDefinition table) {
    if (facts.variable("innodb_native_foreign_keys").equals("OFF")) {
      return;
    }
    for (TableDefinition.ForeignKey key : table.foreignKeys()) {
      if (!key.cascades().isEmpty()) {
        findings.addProblem(
            "The foreign key %s of %s changes rows by itself (%s), and these changes never reach"
                + " the binlog. Let the application make them, and ALTER TABLE %s DROP FOREIGN KEY"
                + " %s;",
            key.name(),
            named(name),
            String.join(", ", key.cascades()),
            named(name),
            Remedy.quoted(key.name()));
      }
    }
  }

  private String named(String table) {
    return Remedy.quoted(database) + "." + Remedy.quoted(table);
  }
}
