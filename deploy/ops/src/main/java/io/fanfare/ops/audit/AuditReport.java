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

/** What an audit found. */
public final class AuditReport {

  /** So many differences are told one by one to programs. */
  private static final int MOST_IN_DOCUMENT = 1_000;

  /** So many differences are told one by one to people. */
  private static final int MOST_IN_LINES = 20;

  private final Map<String, OfView> views = new LinkedHashMap<>();
  private final Map<Kind, Map<String, Long>> causes = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, Object>> documents = new ArrayList<>();
  private long recipients;

  /** The counts of one view. */
  private static final class OfView {
    long expected;
    long hidden;
    long notLookedAtAgain;
    long unreclaimedNotLookedAtAgain;
    long different;
    long unreclaimed;
    long mended;
  }

  void looked(long more) {
    recipients += more;
  }

  /**
   * Adds what was looked at.
   *
   * @param found what was wrong
   * @param left what of it still is, after it was mended; all of it where nobody mended it
   */
  <E extends AuditedRow<E>> void add(
      Wording<E> wording, Findings<E> findings, Settled<E> found, Settled<E> left) {
    OfView counts = views.computeIfAbsent(wording.rows(), name -> new OfView());
    counts.expected += findings.expected();
    counts.hidden += findings.hidden();
    counts.notLookedAtAgain += findings.notKept();
    counts.unreclaimedNotLookedAtAgain += findings.unreclaimedNotKept();
    counts.different += left.differences().size();
    counts.unreclaimed += left.unreclaimed().size();
    counts.mended += found.size() - left.size();
    left.differences().forEach(difference -> add(wording, difference));
  }

  private <E> void add(Wording<E> wording, Difference<E> difference) {
    causes
        .computeIfAbsent(difference.kind(), kind -> new TreeMap<>())
        .merge(difference.cause(), 1L, Long::sum);
    if (documents.size() < MOST_IN_DOCUMENT) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("difference", Wording.text(difference.kind()));
      document.put("view", wording.rows());
      document.putAll(wording.document(difference.row()));
      document.put("cause", difference.cause());
      documents.add(document);
    }
    if (lines.size() < MOST_IN_LINES) {
      lines.add(
          "  %-8s %s"
              .formatted(Wording.text(difference.kind()), wording.describe(difference.row())));
    }
  }

  /** How many recipients were looked at. */
  public long recipients() {
    return recipients;
  }

  /** How many rows the views show by the source. */
  public long expected() {
    return views.values().stream().mapToLong(view -> view.expected).sum();
  }

  /**
   * How many rows one view shows by the source.
   *
   * @param rows what the view calls its rows
   */
  public long expected(String rows) {
    OfView view = views.get(rows);
    return view == null ? 0 : view.expected;
  }

  /** Rows on which views and source disagree. */
  public long different() {
    return views.values().stream().mapToLong(view -> view.different).sum();
  }

  /** Stored rows that nothing accounts for and that are not shown: they only take space. */
  public long unreclaimed() {
    return views.values().stream().mapToLong(view -> view.unreclaimed).sum();
  }

  /** Rows that differed or were unreclaimed, and are so no longer. */
  public long mended() {
    return views.values().stream().mapToLong(view -> view.mended).sum();
  }

  private long notLookedAtAgain() {
    return views.values().stream().mapToLong(view -> view.notLookedAtAgain).sum();
  }

  private long unreclaimedNotLookedAtAgain() {
    return views.values().stream().mapToLong(view -> view.unreclaimedNotLookedAtAgain).sum();
  }

  /** Whether the views show what the source says. */
  public boolean isClean() {
    return different() == 0 && notLookedAtAgain() == 0;
  }

  /** Whether the audit knows if there is a difference: too many doubts are none yet. */
  public boolean canTell() {
    return different() > 0 || notLookedAtAgain() == 0;
  }

  /**
   * Refuses to go on from an audit that cannot tell.
   *
   * @throws OperationException if it cannot
   */
  public void requireAnswer() {
    if (!canTell()) {
      throw new OperationException("The audit cannot tell: " + tooMany());
    }
  }

  private String tooMany() {
    return format(
        "%,d rows differed at the first look and were too many to be looked at again.",
        notLookedAtAgain());
  }

  /** The report for people. */
  public List<String> lines(Duration took) {
    List<String> report = new ArrayList<>();
    report.add(format("%,d recipients in %,d s.", recipients, took.toSeconds()));
    views.forEach((name, counts) -> report.add(line(name, counts)));
    if (mended() > 0) {
      report.add(format("%,d rows were mended.", mended()));
    }
    if (unreclaimedNotLookedAtAgain() > 0) {
      report.add(
          format(
              "%,d more that nothing accounted for were too many to be looked at again.",
              unreclaimedNotLookedAtAgain()));
    }
    if (isClean()) {
      report.add("There is no difference.");
    } else if (canTell()) {
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
    if (notLookedAtAgain() > 0) {
      report.add("  " + tooMany());
    }
  }

  private static String line(String name, OfView counts) {
    return format(
        "%,d %s by the source. %,d more are stored and hidden for now, %,d unreclaimed.",
        counts.expected, name, counts.hidden, counts.unreclaimed);
  }

  /** The report for programs. */
  public Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clean", isClean());
    document.put("recipients", recipients);
    document.put("expected", expected());
    document.put("hidden", views.values().stream().mapToLong(view -> view.hidden).sum());
    document.put("unreclaimed", unreclaimed());
    document.put("mended", mended());
    for (Kind kind : Kind.values()) {
      Map<String, Long> counts = causes.getOrDefault(kind, Map.of());
      document.put(Wording.text(kind), counts.values().stream().mapToLong(Long::longValue).sum());
    }
    document.put("not_looked_at_again", notLookedAtAgain());
    document.put("unreclaimed_not_looked_at_again", unreclaimedNotLookedAtAgain());
    document.put("seconds", took.toMillis() / 1_000.0);
    document.put("differences", documents);
    return document;
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
