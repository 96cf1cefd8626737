package io.fanfare.workloads.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Lines that cannot be loaded: the text of the first few, and the number of all by reason. */
public final class BadLines {

  private static final int SHOWN = 10;
  private static final int LONGEST_SHOWN = 60;

  private final List<String> first = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long count;

  public void add(long line, String reason, String text) {
    count++;
    reasons.merge(reason, 1L, Long::sum);
    if (first.size() < SHOWN) {
      first.add("line %d: %s: %s".formatted(line, reason, shown(text)));
    }
  }

  long count() {
    return count;
  }

  /** Returns lines of text; none if no line is bad. */
  public List<String> report(String file) {
    List<String> lines = new ArrayList<>();
    if (count > 0) {
      lines.add(String.format(Locale.ROOT, "%,d bad lines in %s were skipped:", count, file));
      first.forEach(line -> lines.add("  " + line));
      if (count > first.size()) {
        lines.add(String.format(Locale.ROOT, "  and %,d more", count - first.size()));
      }
      reasons.forEach(
          (reason, times) -> lines.add(String.format(Locale.ROOT, "  %,8d × %s", times, reason)));
    }
    return lines;
  }

  /** Returns the text without control characters, which would disturb a terminal. */
  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    int length = clean.codePointCount(0, clean.length());
    return length <= LONGEST_SHOWN
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
  }
}
