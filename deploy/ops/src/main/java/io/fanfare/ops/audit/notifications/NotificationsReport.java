package io.fanfare.ops.audit.notifications;

import io.fanfare.schemas.notifications.SuppressionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What has become of completion events.
 *
 * @param events completion events with cause LIVE, once for each channel that was enabled then
 * @param waiting those that wait for their time, or for an agent
 * @param unaccounted those without an outcome
 * @param unaccountedEvents some of them
 * @param twice activities that one recipient was told by several messages of one channel
 * @param toldTwice some of them
 * @param unasked messages about events for which the channel was not enabled
 * @param toldUnasked some of them
 */
public record NotificationsReport(
    long events,
    long sent,
    Map<SuppressionReason, Long> suppressed,
    long waiting,
    long unaccounted,
    List<String> unaccountedEvents,
    long twice,
    List<String> toldTwice,
    long unasked,
    List<String> toldUnasked) {

  /** Findings that are named one by one. */
  static final int MOST_NAMED = 20;

  static final NotificationsReport NOTHING =
      new NotificationsReport(0, 0, Map.of(), 0, 0, List.of(), 0, List.of(), 0, List.of());

  public NotificationsReport {
    suppressed = Map.copyOf(suppressed);
    unaccountedEvents = List.copyOf(unaccountedEvents);
    toldTwice = List.copyOf(toldTwice);
    toldUnasked = List.copyOf(toldUnasked);
  }

  public boolean isClean() {
    return findings() == 0;
  }

  /** Events without an outcome, and messages that should not have been sent. */
  public long findings() {
    return unaccounted + twice + unasked;
  }

  /** With the report about other recipients. */
  NotificationsReport plus(NotificationsReport other) {
    Map<SuppressionReason, Long> reasons = new EnumMap<>(SuppressionReason.class);
    reasons.putAll(suppressed);
    other.suppressed.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return new NotificationsReport(
        events + other.events,
        sent + other.sent,
        reasons,
        waiting + other.waiting,
        unaccounted + other.unaccounted,
        some(unaccountedEvents, other.unaccountedEvents),
        twice + other.twice,
        some(toldTwice, other.toldTwice),
        unasked + other.unasked,
        some(toldUnasked, other.toldUnasked));
  }

  private static List<String> some(List<String> findings, List<String> others) {
    return Stream.concat(findings.stream(), others.stream()).limit(MOST_NAMED).toList();
  }

  /** For people. */
  public List<String> lines(Duration took) {
    List<String> lines = new ArrayList<>();
    unaccountedEvents.forEach(event -> lines.add("no outcome: " + event));
    toldTwice.forEach(told -> lines.add("told twice: " + told));
    toldUnasked.forEach(event -> lines.add("told unasked: " + event));
    lines.add(
        line(
            "%,d events of enabled channels: %,d sent, %,d suppressed%s, %,d waiting",
            events,
            sent,
            suppressed.values().stream().mapToLong(count -> count).sum(),
            reasons(),
            waiting));
    lines.add(
        line(
            "%,d without an outcome, %,d told twice, %,d told unasked, in %,.1f s",
            unaccounted, twice, unasked, took.toMillis() / 1_000.0));
    return lines;
  }

  private String reasons() {
    List<String> reasons = new ArrayList<>();
    for (SuppressionReason reason : SuppressionReason.values()) {
      if (suppressed.containsKey(reason)) {
        reasons.add(line("%s %,d", name(reason), suppressed.get(reason)));
      }
    }
    return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
  }

  private static String name(SuppressionReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** For programs. */
  public Map<String, Object> document(Duration took) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("view", "notifications");
    document.put("events", events);
    document.put("sent", sent);
    document.put("suppressed", suppressed);
    document.put("waiting", waiting);
    document.put("unaccounted", unaccounted);
    document.put("told_twice", twice);
    document.put("told_unasked", unasked);
    document.put("seconds", took.toMillis() / 1_000.0);
    return document;
  }
}
