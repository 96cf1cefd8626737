package io.fanfare.cli.audit;

import io.fanfare.cli.audit.Difference.Kind;
import io.fanfare.schemas.dashboard.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What an audit found. */
public final class AuditReport {

  /** So many differences are told one by one in JSON. */
  private static final int MOST_IN_DOCUMENT = 1_000;

  /** So many differences are told one by one to people. */
  private static final int MOST_IN_LINES = 20;

  private final List<Difference> told = new ArrayList<>();
  private final Map<Kind, Map<String, Long>> counts = new EnumMap<>(Kind.class);
  private long recipients;
  private long expected;
  private long hidden;
  private long notLookedAtAgain;
  private long different;
  private long unreclaimed;
  private long mended;

  void looked(long more) {
    recipients += more;
  }

  void add(Findings findings) {
    expected += findings.expected();
    hidden += findings.hidden();
    notLookedAtAgain += findings.notKept();
  }

  /**
   * @param found what was wrong
   * @param left what of it still is, after it was mended; all of it where nobody mended it
   */
  void add(Doubts.Settled found, Doubts.Settled left) {
    mended += found.size() - left.size();
    different += left.differences().size();
    unreclaimed += left.unreclaimed().size();
    for (Difference difference : left.differences()) {
      counts
          .computeIfAbsent(difference.kind(), kind -> new TreeMap<>())
          .merge(difference.cause(), 1L, Long::sum);
      if (told.size() < MOST_IN_DOCUMENT) {
        told.add(difference);
      }
    }
  }

  /** How many recipients' dashboards were looked at. */
  public long recipients() {
    return recipients;
  }

  /** How many entries they show by the rows. */
  public long expected() {
    return expected;
  }

  /** Entries on which dashboards and rows disagree. */
  public long different() {
    return different;
  }

  /** Stored entries that no row accounts for and that are not shown: they only take space. */
  public long unreclaimed() {
    return unreclaimed;
  }

  /** Entries of either kind that were mended. */
  public long mended() {
    return mended;
  }

  /** Whether the dashboards show what the rows say. */
  public boolean isClean() {
    return different == 0 && notLookedAtAgain == 0;
  }

  /** The report for people. */
  public List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%,d dashboards with %,d entries by the rows, in %,d s. %,d more are stored and hidden"
                + " for now, %,d unreclaimed.",
            recipients, expected, took.toSeconds(), hidden, unreclaimed));
    if (mended > 0) {
      lines.add(format("%,d entries were mended.", mended));
    }
    if (isClean()) {
      lines.add("There is no difference.");
      return lines;
    }
    lines.add("");
    lines.add(format("  %-8s %9s  %s", "", "entries", "likely cause"));
    counts.forEach(
        (kind, causes) ->
            causes.forEach(
                (cause, count) -> lines.add(format("  %-8s %,9d  %s", text(kind), count, cause))));
    lines.add("");
    told.stream().limit(MOST_IN_LINES).forEach(difference -> lines.add(line(difference)));
    if (different > MOST_IN_LINES) {
      lines.add(format("  ... and %,d more.", different - MOST_IN_LINES));
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
  public Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("clean", isClean());
    document.put("recipients", recipients);
    document.put("expected", expected);
    document.put("hidden", hidden);
    document.put("unreclaimed", unreclaimed);
    document.put("mended", mended);
    for (Kind kind : Kind.values()) {
      long count = counts.getOrDefault(kind, Map.of()).values().stream().mapToLong(n -> n).sum();
      document.put(text(kind), count);
    }
    document.put("not_looked_at_again", notLookedAtAgain);
    document.put("seconds", took.toMillis() / 1_000.0);
    document.put("differences", told.stream().map(AuditReport::document).toList());
    return document;
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
