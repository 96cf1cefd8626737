package io.fanfare.ops.refresh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows that the source has and the contract cannot hold. They are passed over, and never said to be
 * gone: the capture puts them aside as well.
 */
public final class UnreadableRows {

  /** A whole table may be unreadable: no more of them are told apart. */
  private static final int MOST = 10_000;

  private static final int SAID = 10;

  private final Map<RowKey, String> causes = new LinkedHashMap<>();

  void add(RowKey row, String cause) {
    if (causes.size() < MOST) {
      causes.putIfAbsent(row, cause);
    }
  }

  public boolean isEmpty() {
    return causes.isEmpty();
  }

  /** How many there are and what the first of them are, for a person to read. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Rows that could not be read and were passed over: %,d%s",
            causes.size(),
            causes.size() < MOST ? "" : " or more"));
    causes.entrySet().stream()
        .limit(SAID)
        .forEach(row -> lines.add("  " + row.getKey() + ": " + row.getValue()));
    if (causes.size() > SAID) {
      lines.add(String.format(Locale.ROOT, "  ... and %,d more.", causes.size() - SAID));
    }
    return lines;
  }
}
