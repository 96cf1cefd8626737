package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server must be and how it must log. */
final class ServerRule {

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int THOUSAND = 1000;
  private static final String SESSIONS = "open sessions keep it until they connect anew";

  private final SourceFacts facts;
  private final SourceFindings findings;

  ServerRule(SourceFacts facts, SourceFindings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void judge(Flavour said, String database, long serverId) {
    version(said);
    if (!facts.isOn("log_bin")) {
      findings.problem(
          "The server writes no binlog (log_bin is OFF): %s",
          Mending.configure(
              facts.variable("server_id").equals("0") ? "log-bin and server-id=1" : "log-bin"));
    }
    rows();
    serverId(serverId);
    filters(database);
    gtids();
    if (facts.replica() && !facts.isOn("log_slave_updates")) {
      findings.problem(
          "The server follows another one and leaves what it gets from there out of its own binlog"
              + " (log_slave_updates is OFF): %s",
          Mending.configure("log-slave-updates=ON"));
    }
  }

  private void version(Flavour said) {
    Flavour is = facts.flavour();
    if (said != is) {
      findings.problem(
          "The server is %s %s, not %s: say --source-flavour %s.",
          name(is), facts.version(), name(said), is.name().toLowerCase(Locale.ROOT));
    }
    Matcher version = VERSION.matcher(facts.version());
    int least = is == Flavour.MYSQL ? 8 * THOUSAND : 10 * THOUSAND + 11;
    if (version.matches()
        && Integer.parseInt(version.group(1)) * THOUSAND + Integer.parseInt(version.group(2))
            < least) {
      findings.problem(
          "The server is %s %s, and capture is made for %s or newer: upgrade it.",
          name(is), facts.version(), is == Flavour.MYSQL ? "8.0" : "10.11");
    }
  }

  /** Whole rows, each as it was before and after. */
  private void rows() {
    require("binlog_format", "ROW", "a statement does not say which rows it changed");
    require("binlog_row_image", "FULL", "a row that is logged in part cannot be told");
    if (!facts.variable("binlog_row_value_options").isEmpty()) {
      findings.problem(
          "The server's binlog_row_value_options is %s, and updates that are logged so are not"
              + " captured (%s): %s",
          facts.variable("binlog_row_value_options"),
          SESSIONS,
          set("binlog_row_value_options", "''"));
    }
    if (facts.isOn("log_bin_compress")) {
      findings.problem(
          "The server compresses changes in its binlog (log_bin_compress is ON), and those are not"
              + " captured: %s",
          set("log_bin_compress", "OFF"));
    }
  }

  private void require(String variable, String needed, String because) {
    String value = facts.variable(variable);
    // A server that has no such variable can do nothing else.
    if (!value.isEmpty() && !value.equals(needed)) {
      findings.problem(
          "The server's %s is %s, not %s, and %s (%s): %s",
          variable, value, needed, because, SESSIONS, set(variable, "'" + needed + "'"));
    }
  }

  private void serverId(long ours) {
    String id = facts.variable("server_id");
    if (id.equals("0")) {
      findings.problem(
          "The server's server_id is 0, and then nobody may follow its binlog: %s",
          set("server_id", "1"));
    } else if (id.equals(Long.toString(ours))) {
      findings.problem(
          "The server's server_id is %s, the connector's own: %s", id, set("server_id", "1"));
    }
  }

  private void filters(String database) {
    List<String> logged = names("binlog_do_db");
    if (!logged.isEmpty() && !contains(logged, database)) {
      findings.problem(
          "The server logs changes of %s alone (binlog-do-db), not those of %s: %s",
          String.join(", ", logged), database, Mending.configure("binlog-do-db=" + database));
    }
    if (contains(names("binlog_ignore_db"), database)) {
      findings.problem(
          "The server leaves changes of %s out of its binlog: take binlog-ignore-db=%s out of its"
              + " configuration file and restart it.",
          database, database);
    }
  }

  private List<String> names(String column) {
    return Arrays.stream(facts.binlogStatus().getOrDefault(column, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static boolean contains(List<String> names, String database) {
    return names.stream().anyMatch(database::equalsIgnoreCase);
  }

  /** Capture follows files and positions as well, but those mean nothing to another server. */
  private void gtids() {
    String mode = facts.variable("gtid_mode");
    if (facts.flavour() == Flavour.MYSQL && !mode.equals("ON")) {
      findings.advise(
          "The server's gtid_mode is %s: capture works, but cannot go on at a replica that takes"
              + " over: SET PERSIST enforce_gtid_consistency = ON; then SET PERSIST gtid_mode to"
              + " OFF_PERMISSIVE, ON_PERMISSIVE and ON, one after the other.",
          mode.isEmpty() ? "OFF" : mode);
    }
  }

  private String set(String variable, String value) {
    return Mending.set(facts.flavour(), variable, value);
  }

  private static String name(Flavour flavour) {
    return flavour == Flavour.MYSQL ? "MySQL" : "MariaDB";
  }
}
