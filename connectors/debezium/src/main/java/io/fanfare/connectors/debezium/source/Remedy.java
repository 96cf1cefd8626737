package io.fanfare.connectors.debezium.source;

import io.fanfare.connectors.debezium.Flavour;
import java.util.regex.Pattern;

/** The ends of sentences: how to repair a source. */
final class Remedy {

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Remedy() {}

  /** For a variable that can change while the server runs, but must also survive a restart. */
  static String set(Flavour flavour, String variable, String value) {
    return switch (flavour) {
      case MYSQL -> "SET PERSIST %s = %s;".formatted(variable, value);
      case MARIADB ->
          ("SET GLOBAL %s = %s; and set it in its configuration file, so that it survives a"
                  + " restart.")
              .formatted(variable, value);
    };
  }

  /** For a setting that the server reads only at its start. */
  static String configure(String line) {
    return "put %s into its configuration file and restart it.".formatted(line);
  }

  /** A name, quoted for SQL if it needs quotes. */
  static String quoted(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
  }
}
