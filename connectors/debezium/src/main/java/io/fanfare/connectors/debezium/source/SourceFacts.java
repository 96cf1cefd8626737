package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a source server says of itself, as far as its user may ask.
 *
 * @param account the account that the server took the user for, as in `'name'@'host'`
 * @param version as `VERSION()` says it
 * @param variables global variables, by lower-case name
 * @param grants lines of `SHOW GRANTS`, those of active roles included
 * @param databases that the user sees
 * @param binlogStatus the row that says where the binlog stands, by lower-case name; empty if the
 *     user may not ask, or if there is no binlog
 * @param replica whether the server itself follows another; false too if the user may not ask
 * @param tables names of the tables and views of the database that the user sees
 * @param definitions what `SHOW CREATE TABLE` says of those that are called like the contract's, by
 *     name
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

  /** The kind of server that answers, whatever it was said to be. */
  Flavour flavour() {
    return flavour(version);
  }

  static Flavour flavour(String version) {
    return version.toLowerCase(Locale.ROOT).contains("mariadb") ? Flavour.MARIADB : Flavour.MYSQL;
  }

  /** A global variable; empty text if the server has none of that name. */
  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Whether a switch of the server is on. */
  boolean isOn(String name) {
    return variable(name).equals("ON") || variable(name).equals("1");
  }
}
