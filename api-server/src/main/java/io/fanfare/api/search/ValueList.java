package io.fanfare.api.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A list of values as one parameter: separated by commas, and in double quotes where a value has a
 * comma itself. A double quote within quotes is written twice, as in CSV.
 */
final class ValueList {

  private ValueList() {}

  /**
   * The values of a list, without blank ones.
   *
   * @param most further ones are left out
   */
  static List<String> read(String list, int most) {
    List<String> values = new ArrayList<>();
    for (int at = 0; at <= list.length() && values.size() < most; ) {
      int end = end(list, at);
      String value = value(list.substring(at, end).strip());
      if (!value.isBlank()) {
        values.add(value);
      }
      at = end + 1;
    }
    return values;
  }

  /** The list of some values. */
  static String write(List<String> values) {
    return values.stream()
        .map(value -> isPlain(value) ? value : '"' + value.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(","));
  }

  private static boolean isPlain(String value) {
    return value.indexOf(',') < 0 && !value.startsWith("\"");
  }

  /** The next comma that is not in quotes. Quotes that are never closed are text. */
  private static int end(String list, int from) {
    int begin = from;
    while (begin < list.length() && list.charAt(begin) == ' ') {
      begin++;
    }
    int at = begin;
    if (at < list.length() && list.charAt(at) == '"') {
      do {
        at = list.indexOf('"', at + 1) + 1;
      } while (at > 0 && at < list.length() && list.charAt(at) == '"');
      at = at > 0 ? at : begin;
    }
    int comma = list.indexOf(',', at);
    return comma < 0 ? list.length() : comma;
  }

  private static String value(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return isQuoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }
}
