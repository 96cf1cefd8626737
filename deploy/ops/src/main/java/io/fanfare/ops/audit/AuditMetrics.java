package io.fanfare.ops.audit;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The result of an audit for Prometheus. */
public final class AuditMetrics {

  private AuditMetrics() {}

  /**
   * In Prometheus' text format.
   *
   * @param differences of each kind of rows
   * @param completed when the audit ended
   */
  public static String text(Map<String, Long> differences, Instant completed) {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE fanfare_audit_differences gauge\n");
    differences.forEach(
        (rows, count) ->
            text.append(format("fanfare_audit_differences{rows=\"%s\"} %d\n", rows, count)));
    text.append("# TYPE fanfare_audit_completed_timestamp_seconds gauge\n");
    text.append(
        format("fanfare_audit_completed_timestamp_seconds %d\n", completed.getEpochSecond()));
    return text.toString();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
