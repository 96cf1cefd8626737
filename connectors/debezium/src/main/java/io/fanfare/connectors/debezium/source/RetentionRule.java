package io.fanfare.connectors.debezium.source;

import io.fanfare.schemas.Topics;
import java.time.Duration;

/**
 * How long the server must keep its binlog. A capture that was down for longer has lost changes,
 * and only a rebuild repairs the views.
 */
final class RetentionRule {

  /** An operator sees in the morning that a connector failed in the evening. */
  private static final Duration LEAST = Duration.ofDays(1);

  /** As long as the jobs may be down. */
  private static final Duration ADVISED = Topics.OLDEST_SAVEPOINT;

  private final SourceFacts facts;
  private final SourceFindings findings;

  RetentionRule(SourceFacts facts, SourceFindings findings) {
    this.facts = facts;
    this.findings = findings;
  }

  void judge() {
    Duration kept = BinlogRetention.of(facts).time();
    if (kept.isZero()) {
      return;
    }
    String remedy =
        Remedy.set(
            facts.flavour(), "binlog_expire_logs_seconds", Long.toString(ADVISED.toSeconds()));
    if (kept.compareTo(LEAST) < 0) {
      findings.addProblem(
          "The server keeps its binlog for %s only, and a capture that is down for longer loses"
              + " changes: %s",
          describe(kept), remedy);
    } else if (kept.compareTo(ADVISED) < 0) {
      findings.addAdvice(
          "The server keeps its binlog for %s, less than the %d days for which the jobs may be"
              + " down: %s",
          describe(kept), ADVISED.toDays(), remedy);
    }
  }

  private static String describe(Duration time) {
    if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
      return time.toDays() + (time.toDays() == 1 ? " day" : " days");
    }
    return time.toHours() > 0 ? time.toHours() + " h" : time.toSeconds() + " s";
  }
}
