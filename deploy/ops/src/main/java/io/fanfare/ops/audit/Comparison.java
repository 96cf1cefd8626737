package io.fanfare.ops.audit;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.sql.Connection;
import java.util.List;

/**
 * Compares what a view shows to some recipients with what it should show. It reads both in the
 * order of the view as it compares them: memory does not grow with the view.
 */
final class Comparison<E extends AuditedRow<E>> {

  private final Findings<E> findings = new Findings<>();
  private final ExpectedRows<E> expected;

  private Comparison(ExpectedRows<E> expected) {
    this.expected = expected;
  }

  /**
   * Compares once and waits for nothing: what differs may just be on its way.
   *
   * @param recipientIds sorted
   * @throws io.fanfare.api.availability.UnavailableException if a server does not answer
   */
  static <E extends AuditedRow<E>> Findings<E> of(
      Connection source, View<E> view, List<Long> recipientIds) {
    try (ExpectedRows<E> expected = view.expected(source, recipientIds)) {
      Comparison<E> comparison = new Comparison<>(expected);
      view.lookAhead(recipientIds);
      for (long recipient : recipientIds) {
        view.judge(recipient, comparison::addStored);
        comparison.end(recipient);
      }
      return comparison.findings;
    }
  }

  private void addStored(E row, Verdict verdict) {
    switch (verdict) {
      case SHOWN -> addShown(row);
      case HIDDEN -> findings.countHidden();
      case UNACCOUNTED -> findings.addUnreclaimed(row);
    }
  }

  private void addShown(E row) {
    while (expected.hasNext() && expected.peek().compareTo(row) < 0) {
      findings.addMissing(expected.next());
    }
    if (expected.hasNext() && expected.peek().equals(row)) {
      expected.next();
      findings.countMatch();
    } else {
      findings.addExtra(row);
    }
  }

  private void end(long recipient) {
    while (expected.hasNext() && expected.peek().recipientId() == recipient) {
      findings.addMissing(expected.next());
    }
  }
}
