package io.fanfare.cli.audit;

import io.fanfare.cli.audit.Difference.Kind;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an audit found. */
final class AuditReport {

  /** So many differences are told one by one in JSON. */
  private static final int MOST_IN_DOCUMENT = 1_000;

  /** So many differences are told one by one to people. */
  private static final int MOST_IN_LINES = 20;

  private final List<Difference> differences = new ArrayList<>();
  private final List<Entry> unreclaimed = new ArrayList<>();
  private long recipients;
  private long expected;
  private long shown;
  private long hidden;
  private long notLookedAtAgain;

  void looked(long more) {
    recipients += more;
  }

  void add(Findings findings, Doubts.Settled settled) {
    expected += findings.expected();
    shown += findings.shown();
    hidden += findings.hidden();
    notLookedAtAgain += findings.notKept();
    differences.addAll(settled.differences());
    unreclaimed.addAll(settled.unreclaimed());
  }

  /** How many recipients' dashboards were looked at. */
  long recipients() {
    return recipients;
  }

  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Stored entries that no row accounts for and that are not shown: they only take space. */
  List<Entry> unreclaimed() {
    return List.copyOf(unreclaimed);
  }

  /** Whether the dashboards show what the rows say. */
  boolean isClean() {
    return differences.isEmpty() && notLookedAtAgain == 0;
  }

  /** The report for people. */
  List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%,d dashboards: %,d entries by the rows, %,d shown; %,d more stored that are hidden"
                + " for now, %,d unreclaimed. It took %,d s.",
            recipients, expected, shown, hidden, unreclaimed.size(), took.toSeconds()));
    if (isClean()) {
      lines.add("There is no difference.");
      return lines;
    }
    lines.add("");
    lines.add(format("  %-8s %9s  %s", "", "entries", "likely cause"));
    counts()
        .forEach(
            (kind, causes) ->
                causes.forEach(
                    (cause, count) ->
                        lines.add(format("  %-8s %,9d  %s", text(kind), count, cause))));
    lines.add("");
    differences.stream().limit(MOST_IN_LINES).forEach(difference -> lines.add(line(difference)));
    if (differences.size() > MOST_IN_LINES) {
      lines.add(format("  ... and %,d more.", differences.size() - MOST_IN_LINES));
    }
    if (notLookedAtAgain > 0) {
      lines.add(
          format(
              "  %,d entries differed at the first look and were too many to be looked at again.",
              notLookedAtAgain));
    }
    return lines;
  }

  /** The report for programs. */
  Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clean", isClean());
    document.put("recipients", recipients);
    document.put("expected", expected);
    document.put("shown", shown);
    document.put("hidden", hidden);
    document.put("unreclaimed", unreclaimed.size());
    for (Kind kind : Kind.values()) {
      document.put(text(kind), differences.stream().filter(d -> d.kind() == kind).count());
    }
    document.put("not_looked_at_again", notLookedAtAgain);
    document.put("seconds", took.toMillis() / 1_000.0);
    document.put(
        "differences",
        differences.stream().limit(MOST_IN_DOCUMENT).map(AuditReport::document).toList());
    return document;
  }

  private Map<Kind, Map<String, Long>> counts() {
    Map<Kind, Map<String, Long>> counts = new TreeMap<>();
    differences.forEach(
        difference ->
            counts
                .computeIfAbsent(difference.kind(), kind -> new TreeMap<>())
                .merge(difference.cause(), 1L, Long::sum));
    return counts;
  }

  private static Map<String, Object> document(Difference difference) {
    Activity activity = difference.entry().activity();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("difference", text(difference.kind()));
    document.put("recipient_id", difference.entry().recipientId());
    document.put("kind", text(activity.getKind()));
    document.put("actor_id", activity.getActorId());
    document.put("object_id", activity.getObjectId());
    document.put("activity_time", activity.getActivityTime());
    document.put("cause", difference.cause());
    return document;
  }

  private static String line(Difference difference) {
    Activity activity = difference.entry().activity();
    return format(
        "  %-8s on the dashboard of %d: %s %d by %d, at %d µs",
        text(difference.kind()),
        difference.entry().recipientId(),
        text(activity.getKind()),
        activity.getObjectId(),
        activity.getActorId(),
        activity.getActivityTime());
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
