package io.fanfare.ops.audit;

import io.fanfare.ops.OperationException;
import io.fanfare.ops.audit.Difference.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What an audit found. */
public final class AuditReport {

  /** Differences that the report for programs lists. */
  private static final int MOST_IN_DOCUMENT = 1_000;

  /** Differences that the report for people lists. */
  private static final int MOST_IN_LINES = 20;

  private final Map<String, ViewCounts> views = new LinkedHashMap<>();
  private final Map<Kind, Map<String, Long>> causes = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, Object>> documents = new ArrayList<>();
  private long recipients;
  private @Nullable Planned planned;

  /** What a repair would append, if nothing is repaired. */
  private record Planned(long refreshed, long resolved) {}

  /** The counts of one view. */
  private static final class ViewCounts {
    long expected;
    long hidden;
    long notRechecked;
    long unreclaimedNotRechecked;
    long different;
    long unreclaimed;
    long repaired;
  }

  void addRecipients(long more) {
    recipients += more;
  }

  /**
   * Adds what was compared and rechecked.
   *
   * @param found what was confirmed
   * @param left what of it is left after the repair; all of it if nothing was repaired
   */
  <E extends AuditedRow<E>> void add(
      Wording<E> wording, Findings<E> findings, Confirmed<E> found, Confirmed<E> left) {
    ViewCounts counts = views.computeIfAbsent(wording.rows(), name -> new ViewCounts());
    counts.expected += findings.expected();
    counts.hidden += findings.hidden();
    counts.notRechecked += findings.notKept();
    counts.unreclaimedNotRechecked += findings.unreclaimedNotKept();
    counts.different += left.differences().size();
    counts.unreclaimed += left.unreclaimed().size();
    counts.repaired += found.size() - left.size();
    left.differences().forEach(difference -> add(wording, difference));
  }

  /** Adds what a repair would do, for one view. */
  void addPlan(long refreshed, long resolved) {
    Planned before = planned == null ? new Planned(0, 0) : planned;
    planned = new Planned(before.refreshed() + refreshed, before.resolved() + resolved);
  }

  private <E> void add(Wording<E> wording, Difference<E> difference) {
    causes
        .computeIfAbsent(difference.kind(), kind -> new TreeMap<>())
        .merge(difference.cause(), 1L, Long::sum);
    String kind = Wording.text(difference.kind());
    if (documents.size() < MOST_IN_DOCUMENT) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("difference", kind);
      document.put("view", wording.rows());
      document.putAll(wording.document(difference.row()));
      document.put("cause", difference.cause());
      documents.add(document);
    }
    if (lines.size() < MOST_IN_LINES) {
      lines.add("  %-8s %s".formatted(kind, wording.describe(difference.row())));
    }
  }

  /** How many recipients were checked. */
  public long recipients() {
    return recipients;
  }

  /** How many rows the source expects in the views. */
  public long expected() {
    return sum(view -> view.expected);
  }

  /**
   * How many rows the source expects in one view.
   *
   * @param rows as {@link Wording#rows} names them
   */
  public long expected(String rows) {
    ViewCounts view = views.get(rows);
    return view == null ? 0 : view.expected;
  }

  /** Rows on which views and source disagree. */
  public long different() {
    return sum(view -> view.different);
  }

  /** Stored rows that nothing accounts for and that are not shown: they only take space. */
  public long unreclaimed() {
    return sum(view -> view.unreclaimed);
  }

  /** Rows that differed or were unreclaimed, and no longer are after the repair. */
  public long repaired() {
    return sum(view -> view.repaired);
  }

  private long notRechecked() {
    return sum(view -> view.notRechecked);
  }

  private long unreclaimedNotRechecked() {
    return sum(view -> view.unreclaimedNotRechecked);
  }

  private long sum(ToLongFunction<ViewCounts> count) {
    return views.values().stream().mapToLong(count).sum();
  }

  /** Whether the views show what the source expects. */
  public boolean isClean() {
    return different() == 0 && notRechecked() == 0;
  }

  /** Whether the audit has an answer. Without a recheck, it does not know what is a difference. */
  public boolean isConclusive() {
    return different() > 0 || notRechecked() == 0;
  }

  /**
   * Checks that the audit has an answer.
   *
   * @throws OperationException if it has none
   */
  public void requireConclusive() {
    if (!isConclusive()) {
      throw new OperationException("The audit has no answer: " + tooMany());
    }
  }

  private String tooMany() {
    return format("%,d rows differed at first and were too many to recheck.", notRechecked());
  }

  /** The report for people. */
  public List<String> lines(Duration took) {
    List<String> report = new ArrayList<>();
    report.add(format("%,d recipients in %,d s.", recipients, took.toSeconds()));
    views.forEach((name, counts) -> report.add(line(name, counts)));
    if (repaired() > 0) {
      report.add(format("%,d rows were repaired.", repaired()));
    }
    if (planned != null) {
      report.add(
          format(
              "A repair would refresh %,d rows of the source, and have the decision about %,d rows"
                  + " of the views taken again.",
              planned.refreshed(), planned.resolved()));
    }
    if (unreclaimedNotRechecked() > 0) {
      report.add(
          format("%,d more unreclaimed rows were too many to recheck.", unreclaimedNotRechecked()));
    }
    if (isClean()) {
      report.add("There is no difference.");
    } else if (isConclusive()) {
      addDifferences(report);
    } else {
      report.add("There may be no difference: " + tooMany());
    }
    return report;
  }

  private void addDifferences(List<String> report) {
    report.add("");
    report.add(format("  %-8s %9s  %s", "", "rows", "likely cause"));
    causes.forEach(
        (kind, counts) ->
            counts.forEach(
                (cause, count) ->
                    report.add(format("  %-8s %,9d  %s", Wording.text(kind), count, cause))));
    report.add("");
    report.addAll(lines);
    if (different() > lines.size()) {
      report.add(format("  ... and %,d more.", different() - lines.size()));
    }
    if (notRechecked() > 0) {
      report.add("  " + tooMany());
    }
  }

  private static String line(String name, ViewCounts counts) {
    return format(
        "%,d %s expected. %,d more are stored and hidden for now, %,d are unreclaimed.",
        counts.expected, name, counts.hidden, counts.unreclaimed);
  }

  /** How many rows of each view differ, or were too many to recheck. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    views.forEach((rows, view) -> counts.put(rows, view.different + view.notRechecked));
    return counts;
  }

  /** The report for programs. */
  public Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clean", isClean());
    document.put("recipients", recipients);
    document.put("expected", expected());
    document.put("hidden", sum(view -> view.hidden));
    document.put("unreclaimed", unreclaimed());
    document.put("mended", repaired());
    if (planned != null) {
      document.put("would_refresh", planned.refreshed());
      document.put("would_resolve", planned.resolved());
    }
    for (Kind kind : Kind.values()) {
      Map<String, Long> counts = causes.getOrDefault(kind, Map.of());
      document.put(Wording.text(kind), counts.values().stream().mapToLong(Long::longValue).sum());
    }
    document.put("not_looked_at_again", notRechecked());
    document.put("unreclaimed_not_looked_at_again", unreclaimedNotRechecked());
    document.put("seconds", took.toMillis() / 1_000.0);
    document.put("differences", documents);
    return document;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
