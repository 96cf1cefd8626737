package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the server, and how it logs changes. */
final class ServerRule {

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

  /** Of `uuid:1-7:tag:1-3`; the parts of a UUID are separated otherwise. */
  private static final Pattern TAG = Pattern.compile(":([A-Za-z_]\\w*)");

  private static final int THOUSAND = 1000;
  private static final String SESSIONS = "open sessions keep the old value until they reconnect";

  private final SourceFacts facts;
  private final SourceFindings findings;

  ServerRule(SourceFacts facts, SourceFindings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void judge(Flavour declared, String database, long serverId) {
    judgeVersion(declared);
    if (!facts.isOn("log_bin")) {
      findings.addProblem(
          "The server writes no binlog (log_bin is OFF): %s",
          Remedy.configure(
              facts.variable("server_id").equals("0") ? "log-bin and server-id=1" : "log-bin"));
    }
    judgeRows();
    judgeServerId(serverId);
    judgeFilters(database);
    judgeGtids();
    judgeTags();
    if (facts.replica() && !facts.isOn("log_slave_updates")) {
      findings.addProblem(
          "The server is a replica and does not write replicated changes to its own binlog"
              + " (log_slave_updates is OFF): %s",
          Remedy.configure("log-slave-updates=ON"));
    }
  }

  private void judgeVersion(Flavour declared) {
    Flavour actual = facts.flavour();
    if (declared != actual) {
      findings.addProblem(
          "The server is %s %s, not %s: set --source-flavour %s.",
          name(actual), facts.version(), name(declared), actual.name().toLowerCase(Locale.ROOT));
    }
    Matcher version = VERSION.matcher(facts.version());
    int oldest = actual == Flavour.MYSQL ? 8 * THOUSAND : 10 * THOUSAND + 11;
    if (version.matches()
        && Integer.parseInt(version.group(1)) * THOUSAND + Integer.parseInt(version.group(2))
            < oldest) {
      findings.addProblem(
          "The server is %s %s, but capture needs %s or newer: upgrade it.",
          name(actual), facts.version(), actual == Flavour.MYSQL ? "8.0" : "10.11");
    }
  }

  /** The server must log whole rows, before and after the change. */
  private void judgeRows() {
    require("binlog_format", "ROW", "a logged statement does not show which rows it changed");
    require("binlog_row_image", "FULL", "capture needs all columns of a changed row");
    if (!facts.variable("binlog_row_value_options").isEmpty()) {
      findings.addProblem(
          "The server's binlog_row_value_options is %s, and capture misses updates that are logged"
              + " this way (%s): %s",
          facts.variable("binlog_row_value_options"),
          SESSIONS,
          set("binlog_row_value_options", "''"));
    }
    if (facts.isOn("log_bin_compress")) {
      findings.addProblem(
          "The server compresses changes in its binlog (log_bin_compress is ON), and capture misses"
              + " these changes: %s",
          set("log_bin_compress", "OFF"));
    }
  }

  private void require(String variable, String needed, String because) {
    String value = facts.variable(variable);
    // A server without this variable supports only the needed value.
    if (!value.isEmpty() && !value.equals(needed)) {
      findings.addProblem(
          "The server's %s is %s, not %s, and %s (%s): %s",
          variable, value, needed, because, SESSIONS, set(variable, "'" + needed + "'"));
    }
  }

  private void judgeServerId(long ours) {
    String id = facts.variable("server_id");
    if (id.equals("0")) {
      findings.addProblem(
          "The server's server_id is 0, so no replica can follow its binlog: %s",
          set("server_id", "1"));
    } else if (id.equals(Long.toString(ours))) {
      findings.addProblem(
          "The server's server_id is %s, the same as the connector's: %s",
          id, set("server_id", "1"));
    }
  }

  private void judgeFilters(String database) {
    List<String> logged = names("binlog_do_db");
    if (!logged.isEmpty() && !contains(logged, database)) {
      findings.addProblem(
          "The server logs only changes of %s (binlog-do-db), not those of %s: %s",
          String.join(", ", logged), database, Remedy.configure("binlog-do-db=" + database));
    }
    if (contains(names("binlog_ignore_db"), database)) {
      findings.addProblem(
          "The server leaves changes of %s out of its binlog: remove binlog-ignore-db=%s from its"
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

  /** Capture can also follow files and positions, but these are different on another server. */
  private void judgeGtids() {
    String mode = facts.variable("gtid_mode");
    if (facts.flavour() == Flavour.MYSQL && !mode.equals("ON")) {
      findings.addAdvice(
          "The server's gtid_mode is %s: capture works, but cannot continue on a replica that takes"
              + " over. SET PERSIST enforce_gtid_consistency = ON; then SET PERSIST gtid_mode to"
              + " OFF_PERMISSIVE, ON_PERMISSIVE and ON, one after the other.",
          mode.isEmpty() ? "OFF" : mode);
    }
  }

  /** The connector parses the set of all ids at each start, and knows no tags. */
  private void judgeTags() {
    Matcher tag = TAG.matcher(facts.variable("gtid_executed"));
    if (tag.find()) {
      findings.addProblem(
          "The server has transactions whose GTID has a tag (%s in gtid_executed), and the connector"
              + " fails at these: set gtid_next without a tag, and capture a server that has none."
              + " RESET BINARY LOGS AND GTIDS removes them, and replicas must start again.",
          tag.group(1));
    }
  }

  private String set(String variable, String value) {
    return Remedy.set(facts.flavour(), variable, value);
  }

  private static String name(Flavour flavour) {
    return flavour == Flavour.MYSQL ? "MySQL" : "MariaDB";
  }
}
