package io.fanfare.ops.audit;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.util.List;

/**
 * Compares what a view shows to some recipients with what it should, both in the order of the view
 * and both read on as they are compared: memory does not grow with it.
 */
final class Comparison<E extends AuditedRow<E>> {

  private final Findings<E> findings = new Findings<>();
  private final ExpectedRows<E> expected;

  private Comparison(ExpectedRows<E> expected) {
    this.expected = expected;
  }

  /**
   * Compares once, without waiting for anything: what differs may just be on its way.
   *
   * @param recipientIds sorted
   * @throws io.fanfare.api.availability.UnavailableException if what is needed does not answer
   */
  static <E extends AuditedRow<E>> Findings<E> of(
      Connection source, View<E> view, List<Long> recipientIds) {
    try (ExpectedRows<E> expected = view.expected(source, recipientIds)) {
      Comparison<E> comparison = new Comparison<>(expected);
      view.lookAhead(recipientIds);
      for (long recipient : recipientIds) {
        view.judge(recipient, comparison::stored);
        comparison.end(recipient);
      }
      return comparison.findings;
    }
  }

  private void stored(E entry, Verdict verdict) {
    switch (verdict) {
      case SHOWN -> shown(entry);
      case HIDDEN -> findings.hidden(entry);
      case UNACCOUNTED -> findings.unreclaimed(entry);
    }
  }

  private void shown(E entry) {
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
