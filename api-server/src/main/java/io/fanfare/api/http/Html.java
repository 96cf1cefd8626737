package io.fanfare.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes text as HTML. */
final class Html {

  private static final Pattern BLANK = Pattern.compile("\n\\s*\n");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern RULE = Pattern.compile("[|\\s:-]+");

  private Html() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Text with code in backticks, within a paragraph or cell. */
  static String line(String markdown) {
    return CODE.matcher(escaped(markdown.strip())).replaceAll("<code>$1</code>");
  }

  /** Paragraphs and tables; the contract has nothing else of Markdown. Nothing is nothing. */
  static String text(String markdown) {
    if (markdown.isBlank()) {
      return "";
    }
    return BLANK
        .splitAsStream(markdown.strip())
        .map(block -> block.startsWith("|") ? table(block) : "<p>" + line(block) + "</p>\n")
        .collect(Collectors.joining());
  }

  private static String table(String block) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = List.of();
    for (String line : block.split("\n", -1)) {
      List<String> cells = cells(line);
      if (RULE.matcher(line).matches()) {
        continue;
      }
      if (head.isEmpty()) {
        head = cells;
      } else {
        rows.add(cells.stream().map(Html::line).toList());
      }
    }
    return table(head, rows);
  }

  private static List<String> cells(String line) {
    String inner = line.strip();
    return List.of(inner.substring(1, inner.length() - 1).split("\\|", -1));
  }

  /**
   * @param head plain text
   * @param rows HTML
   */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    head.forEach(
        name -> table.append("<th scope=\"col\">").append(escaped(name.strip())).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      row.forEach(cell -> table.append("<td>").append(cell).append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody>\n</table></div>\n").toString();
  }
}
