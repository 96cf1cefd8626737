package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The facts about a source server that its user can read.
 *
 * @param account the account that the server assigned to the user, such as `'name'@'host'`
 * @param version the result of `VERSION()`
 * @param variables global variables, by lower-case name
 * @param grants lines of `SHOW GRANTS`, those of active roles included
 * @param databases the databases that the user sees
 * @param binlogStatus the row with the binlog position, by lower-case name; empty if the user
 *     cannot read it, or if there is no binlog
 * @param replica whether the server replicates another; also false if the user cannot read it
 * @param tables names of the tables and views of the database that the user sees
 * @param definitions results of `SHOW CREATE TABLE` for the tables of the contract, by name
 */
record SourceFacts(
    String account,
    String version,
    Map<String, String> variables,
    List<String> grants,
    Set<String> databases,
    Map<String, String> binlogStatus,
    boolean replica,
    Set<String> tables,
    Map<String, String> definitions) {

  /** Facts of which no others are known. */
  static SourceFacts ofVariables(String version, Map<String, String> variables) {
    return new SourceFacts(
        "", version, variables, List.of(), Set.of(), Map.of(), false, Set.of(), Map.of());
  }

  /** The flavour of the server that answered, which may differ from the declared one. */
  Flavour flavour() {
    return flavour(version);
  }

  static Flavour flavour(String version) {
    return version.toLowerCase(Locale.ROOT).contains("mariadb") ? Flavour.MARIADB : Flavour.MYSQL;
  }

  /** A global variable; empty if the server does not have it. */
  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Whether a switch of the server is on. */
  boolean isOn(String name) {
    return variable(name).equals("ON") || variable(name).equals("1");
  }
}
