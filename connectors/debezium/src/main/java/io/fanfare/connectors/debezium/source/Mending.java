package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.regex.Pattern;

/** The ends of sentences: what mends a source. */
final class Mending {

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Mending() {}

  /** For a variable that may change while the server runs; it must outlive a restart too. */
  static String set(Flavour flavour, String variable, String value) {
    return switch (flavour) {
      case MYSQL -> "SET PERSIST %s = %s;".formatted(variable, value);
      case MARIADB ->
          "SET GLOBAL %s = %s; and the same in its configuration file, so that it stays."
              .formatted(variable, value);
    };
  }

  /** For what is said at the start alone. */
  static String configure(String line) {
    return "put %s into its configuration file and restart it.".formatted(line);
  }

  /** A name as statements write it. */
  static String quoted(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
  }
}
