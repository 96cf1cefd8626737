package io.fanfare.ops.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * What a comparison of a view for some recipients found. It keeps the rows that differ up to a
 * bound, so that memory is bounded, and counts the rest.
 */
final class Findings<E extends AuditedRow<E>> {

  /** Rows of each kind that are kept. */
  static final int MOST_KEPT = 100_000;

  final Set<E> missing = new HashSet<>();
  final Set<E> extra = new HashSet<>();
  final Set<E> unreclaimed = new HashSet<>();
  private long expected;
  private long hidden;
  private long notKept;
  private long unreclaimedNotKept;

  /** Confirmed differences, to be rechecked once more. */
  static <E extends AuditedRow<E>> Findings<E> of(Confirmed<E> confirmed) {
    Findings<E> findings = new Findings<>();
    for (Difference<E> difference : confirmed.differences()) {
      boolean isExtra = difference.kind() == Difference.Kind.EXTRA;
      (isExtra ? findings.extra : findings.missing).add(difference.row());
    }
    findings.unreclaimed.addAll(confirmed.unreclaimed());
    return findings;
  }

  /** A row is expected and shown. */
  void countMatch() {
    expected++;
  }

  void countHidden() {
    hidden++;
  }

  void addMissing(E row) {
    expected++;
    keepDifferent(missing, row);
  }

  void addExtra(E row) {
    keepDifferent(extra, row);
  }

  void addUnreclaimed(E row) {
    if (!keep(unreclaimed, row)) {
      unreclaimedNotKept++;
    }
  }

  /** Adds the findings for other recipients. */
  void addAll(Findings<E> other) {
    expected += other.expected;
    hidden += other.hidden;
    notKept += other.notKept;
    unreclaimedNotKept += other.unreclaimedNotKept;
    other.missing.forEach(row -> keepDifferent(missing, row));
    other.extra.forEach(row -> keepDifferent(extra, row));
    other.unreclaimed.forEach(this::addUnreclaimed);
  }

  private void keepDifferent(Set<E> rows, E row) {
    if (!keep(rows, row)) {
      notKept++;
    }
  }

  /** Whether there was room for it. */
  private static <E> boolean keep(Set<E> rows, E row) {
    if (rows.size() >= MOST_KEPT) {
      return false;
    }
    rows.add(row);
    return true;
  }

  /** Whether all rows that findings for other recipients keep can be kept here. */
  boolean hasRoomFor(Findings<E> other) {
    return missing.size() + other.missing.size() <= MOST_KEPT
        && extra.size() + other.extra.size() <= MOST_KEPT
        && unreclaimed.size() + other.unreclaimed.size() <= MOST_KEPT;
  }

  /** Whether every row that was found is kept. */
  boolean isComplete() {
    return notKept == 0 && unreclaimedNotKept == 0;
  }

  /** How many rows are kept for a recheck. */
  int suspects() {
    return missing.size() + extra.size() + unreclaimed.size();
  }

  /** Rows that the source expects. */
  long expected() {
    return expected;
  }

  /** Stored rows that are not shown now, and will be when the reason is gone. */
  long hidden() {
    return hidden;
  }

  /** Rows that differ and were too many to be kept. */
  long notKept() {
    return notKept;
  }

  /** Unreclaimed rows that were too many to be kept. */
  long unreclaimedNotKept() {
    return unreclaimedNotKept;
  }
}
