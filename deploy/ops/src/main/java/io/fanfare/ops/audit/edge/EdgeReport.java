package io.fanfare.ops.audit.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an audit of the edge found.
 *
 * @param pages that were compared, once for each cache
 * @param hits answers among them that came out of a cache
 * @param different pages that a cache shows otherwise than the API
 * @param differences the first of them
 * @param unsettled pages that changed at each look, so that there is no answer for them
 * @param isComplete whether all pages were compared: beyond {@value EdgeAudit#MOST_DIFFERENT}
 *     differences the audit ends
 */
public record EdgeReport(
    long pages,
    long hits,
    long different,
    List<EdgeDifference> differences,
    long unsettled,
    boolean isComplete) {

  /** Differences that people read. */
  private static final int MOST_LINES = 20;

  public EdgeReport {
    differences = List.copyOf(differences);
  }

  public boolean isClean() {
    return different == 0 && isConclusive();
  }

  /** Whether there is an answer for each page that was compared. */
  public boolean isConclusive() {
    return unsettled == 0;
  }

  /** For people. */
  public List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    differences.stream().limit(MOST_LINES).map(EdgeDifference::line).forEach(lines::add);
    if (different > MOST_LINES) {
      lines.add(line("… and %,d others", different - MOST_LINES));
    }
    if (!isComplete) {
      lines.add("The audit has ended early: that many differences have one cause.");
    }
    if (unsettled > 0) {
      lines.add(line("%,d pages changed while they were looked at, and have no answer", unsettled));
    }
    lines.add(
        line(
            "%,d pages of the edge, %,d of them out of a cache: %,d differences, in %,.1f s",
            pages, hits, different, took.toMillis() / 1_000.0));
    return lines;
  }

  /** For programs. */
  public Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("view", "edge");
    document.put("pages", pages);
    document.put("hits", hits);
    document.put("different", different);
    document.put("differences", differences);
    document.put("unsettled", unsettled);
    document.put("complete", isComplete);
    document.put("seconds", took.toMillis() / 1_000.0);
    return document;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
