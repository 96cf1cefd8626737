package io.fanfare.workloads.bench.edge;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row whose text on a page names the change of it that the page shows. */
record ShownRow(Kind kind, long id) {

  private static final Pattern TEXT = Pattern.compile("(user|track) (\\d+) change (\\d+)");

  /** What has such a text: the title of a track, the name of a user. */
  enum Kind {
    USER,
    TRACK
  }

  static ShownRow user(long id) {
    return new ShownRow(Kind.USER, id);
  }

  static ShownRow track(long id) {
    return new ShownRow(Kind.TRACK, id);
  }

  /**
   * Title or name of the row.
   *
   * @param change the number of its newest change
   */
  String text(int change) {
    String name = kind == Kind.USER ? "user" : "track";
    return name + " " + id + " change " + change;
  }

  /** Which change of each row a page shows; of several, the oldest. */
  static Map<ShownRow, Integer> on(String page) {
    Map<ShownRow, Integer> shown = new HashMap<>();
    Matcher text = TEXT.matcher(page);
    while (text.find()) {
      Kind kind = text.group(1).equals("user") ? Kind.USER : Kind.TRACK;
      shown.merge(
          new ShownRow(kind, Long.parseLong(text.group(2))),
          Integer.valueOf(text.group(3)),
          Math::min);
    }
    return shown;
  }
}
