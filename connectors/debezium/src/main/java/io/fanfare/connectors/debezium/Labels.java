package io.fanfare.connectors.debezium;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;

/**
 * The labels of ENUM and SET. From the binlog, where a value is a number, Debezium takes its label
 * from the column's definition: with a backslash before a comma, and with escapes as they are in
 * the statement. A snapshot has the text of the column.
 */
final class Labels {

  private static final String ENUM = "io.debezium.data.Enum";
  private static final String SET = "io.debezium.data.EnumSet";

  /** The parameter of the column's schema with all labels as they are in its definition. */
  private static final String ALL = "allowed";

  private static final Pattern ESCAPED = Pattern.compile("\\\\([,\\\\])");

  private Labels() {}

  /** The text of the column, if it is an ENUM or a SET; any other value as it is. */
  static Object text(Schema column, Object value) {
    if (!(value instanceof String text) || text.indexOf('\\') < 0) {
      return value;
    }
    if (ENUM.equals(column.name())) {
      return label(column, text);
    }
    // The labels of a SET have no commas.
    return SET.equals(column.name())
        ? Arrays.stream(text.split(",", -1))
            .map(label -> label(column, label))
            .collect(Collectors.joining(","))
        : value;
  }

  private static String label(Schema column, String text) {
    Map<String, String> parameters = column.parameters() == null ? Map.of() : column.parameters();
    String all = "," + parameters.getOrDefault(ALL, "") + ",";
    return all.contains("," + text + ",") ? ESCAPED.matcher(text).replaceAll("$1") : text;
  }
}
