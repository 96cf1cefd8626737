package io.fanfare.cli.audit;

import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Compares some recipients' dashboards with what they should show, both in the order of the
 * dashboards and both read on as they are compared: memory does not grow with them.
 */
final class Comparison {

  /** Where the entries of a dashboard come from. */
  interface Stored {
    /** Hands over every stored entry, newest first, and whether it is shown. */
    void judge(long recipientId, BiConsumer<Activity, Verdict> judged);
  }

  private final Findings findings;
  private final ExpectedEntries expected;

  private Comparison(ExpectedEntries expected, Findings findings) {
    this.expected = expected;
    this.findings = findings;
  }

  /**
   * Compares once, without waiting for anything: what differs may just be on its way.
   *
   * @param recipientIds sorted
   * @param since the oldest activity time that counts, UTC
   * @throws io.fanfare.api.availability.UnavailableException if MySQL or Cassandra does not answer
   */
  static Findings of(
      Connection source, Stored dashboards, List<Long> recipientIds, LocalDateTime since) {
    Findings findings = new Findings();
    try (ExpectedEntries expected = new ExpectedEntries(source, recipientIds, since)) {
      Comparison comparison = new Comparison(expected, findings);
      for (long recipient : recipientIds) {
        dashboards.judge(
            recipient,
            (activity, verdict) -> comparison.stored(new Entry(recipient, activity), verdict));
        comparison.end(recipient);
      }
    }
    return findings;
  }

  private void stored(Entry entry, Verdict verdict) {
    switch (verdict) {
      case SHOWN -> shown(entry);
      case HIDDEN -> findings.hidden(entry);
      case UNACCOUNTED -> findings.unreclaimed(entry);
    }
  }

  private void shown(Entry entry) {
    while (expected.hasNext() && expected.peek().compareTo(entry) < 0) {
      findings.missing(expected.next());
    }
    if (expected.hasNext() && expected.peek().equals(entry)) {
      findings.found(expected.next());
    } else {
      findings.extra(entry);
    }
  }

  private void end(long recipient) {
    while (expected.hasNext() && expected.peek().recipientId() == recipient) {
      findings.missing(expected.next());
    }
  }
}
