package io.fanfare.ops.refresh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows that the source has and the contract cannot hold. They are skipped and never reported as
 * gone; the capture puts them aside, too.
 */
public final class UnreadableRows {

  /** Bounds memory, because a whole table may be unreadable. */
  private static final int MOST = 10_000;

  private static final int MOST_LISTED = 10;

  private final Map<RowKey, String> causes = new LinkedHashMap<>();

  void add(RowKey row, String cause) {
    if (causes.size() < MOST) {
      causes.putIfAbsent(row, cause);
    }
  }

  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** How many rows there are and the first of them, for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Rows that could not be read and were skipped: %,d%s",
            causes.size(),
            causes.size() < MOST ? "" : " or more"));
    causes.entrySet().stream()
        .limit(MOST_LISTED)
        .forEach(row -> lines.add("  " + row.getKey() + ": " + row.getValue()));
    if (causes.size() > MOST_LISTED) {
      lines.add(String.format(Locale.ROOT, "  ... and %,d more.", causes.size() - MOST_LISTED));
    }
    return lines;
  }
}
