package io.fanfare.connectors.debezium.source;

import io.fanfare.schemas.models.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** What the tables of the contract must be like, as far as the source has them. */
final class TableRule {

  private static final String ENGINE = "InnoDB";

  /** Without these nothing could ever be on a dashboard. */
  private static final Set<Model> NEEDED = Set.of(Model.USER, Model.TRACK, Model.FOLLOW);

  /** Read by the API server with every column of the contract. */
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
      missingDatabase();
      return;
    }
    missing();
    for (Model model : Model.values()) {
      String definition = facts.definitions().get(model.table());
      if (definition != null) {
        judge(model, TableDefinition.of(definition));
      }
    }
  }

  private void missingDatabase() {
    String other =
        facts.databases().stream().filter(database::equalsIgnoreCase).findFirst().orElse("");
    if (!other.isEmpty()) {
      findings.problem(
          "The server calls the database %s, not %s: say --source-database %s.",
          other, database, other);
    } else if (new Grants(facts.grants()).onServer("SELECT")) {
      findings.problem("There is no database %s: say --source-database.", database);
    } else {
      findings.problem(
          "There is no database %s, or the user %s may see nothing of it: say --source-database, or"
              + " GRANT SELECT, LOCK TABLES ON %s.* TO %s;",
          database, facts.account(), Mending.quoted(database), facts.account());
    }
  }

  private void missing() {
    List<String> advised = new ArrayList<>();
    for (Model model : Model.values()) {
      String table = model.table();
      if (facts.tables().contains(table)) {
        continue;
      }
      String other = facts.tables().stream().filter(table::equalsIgnoreCase).findFirst().orElse("");
      if (!other.isEmpty()) {
        findings.problem(
            "The table %s.%s must be called %s: RENAME TABLE %s TO %s;",
            database, other, table, named(other), named(table));
      } else if (NEEDED.contains(model)) {
        findings.problem(
            "There is no table %s in %s, or the user may not read it: the application makes it, as"
                + " in schemas/src/main/resources/mysql/schema.sql.",
            table, database);
      } else {
        advised.add(table);
      }
    }
    if (!advised.isEmpty()) {
      findings.advise(
          "%s has no %s: capture leaves them out, and takes them in once the application makes"
              + " them.",
          database, String.join(", ", advised));
    }
  }

  private void judge(Model model, TableDefinition table) {
    String name = model.table();
    if (table.engine().isEmpty()) {
      findings.problem(
          "%s is a view, and changes of a view are not in the binlog: it must be a table.",
          named(name));
      return;
    }
    if (!table.engine().equalsIgnoreCase(ENGINE)) {
      findings.problem(
          "The table %s has the engine %s, of which no consistent snapshot can be taken: ALTER"
              + " TABLE %s ENGINE = InnoDB;",
          named(name), table.engine(), named(name));
    }
    Set<String> lacking = new LinkedHashSet<>(needed(model));
    lacking.removeAll(table.columns());
    if (!lacking.isEmpty()) {
      findings.problem(
          "The table %s has no column %s, without which %s: add it, if need be as a generated"
              + " column.",
          named(name),
          String.join(", ", lacking),
          READ_WHOLE.contains(model) ? "pages cannot show it" : "its rows mean nothing");
    }
    key(model, table);
    foreignKeys(name, table);
  }

  private static List<String> needed(Model model) {
    return model.schema().getFields().stream()
        .filter(column -> READ_WHOLE.contains(model) || !column.hasDefaultValue())
        .map(Schema.Field::name)
        .toList();
  }

  private void key(Model model, TableDefinition table) {
    List<String> key = model.primaryKey();
    if (table.columns().containsAll(key)
        && table.uniqueKeys().stream().noneMatch(key::containsAll)) {
      String columns = "(" + String.join(", ", key) + ")";
      findings.problem(
          "The table %s has no primary or unique key on %s, so that two of its rows could be taken"
              + " for one: ALTER TABLE %s ADD UNIQUE KEY %s;",
          named(model.table()), columns, named(model.table()), columns);
    }
  }

  /** InnoDB's own cascades never reach the binlog; those of MySQL's SQL layer do (since 9.6). */
  private void foreignKeys(String name, TableDefinition table) {
    if (facts.variable("innodb_native_foreign_keys").equals("OFF")) {
      return;
    }
    for (TableDefinition.ForeignKey key : table.foreignKeys()) {
      if (!key.cascades().isEmpty()) {
        findings.problem(
            "The foreign key %s of %s changes rows by itself (%s), which never reaches the binlog;"
                + " the application must do it, after: ALTER TABLE %s DROP FOREIGN KEY %s;",
            key.name(),
            named(name),
            String.join(", ", key.cascades()),
            named(name),
            Mending.quoted(key.name()));
      }
    }
  }

  private String named(String table) {
    return Mending.quoted(database) + "." + Mending.quoted(table);
  }
}
