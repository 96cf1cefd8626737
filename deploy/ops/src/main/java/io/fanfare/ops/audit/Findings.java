package io.fanfare.ops.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * What a look at a view of some recipients found. Of what differs it keeps so much that memory
 * stays bounded, and counts the rest.
 */
final class Findings<E extends AuditedRow<E>> {

  /** Entries of a kind to keep. */
  static final int MOST_KEPT = 100_000;

  final Set<E> missing = new HashSet<>();
  final Set<E> extra = new HashSet<>();
  final Set<E> unreclaimed = new HashSet<>();
  private long expected;
  private long hidden;
  private long notKept;
  private long unreclaimedNotKept;

  void hidden(E entry) {
    hidden++;
  }

  void found(E entry) {
    expected++;
  }

  /** What was settled already, to be looked at once more. */
  static <E extends AuditedRow<E>> Findings<E> of(Settled<E> settled) {
    Findings<E> findings = new Findings<>();
    settled.differences().forEach(difference -> findings.again(difference));
    findings.unreclaimed.addAll(settled.unreclaimed());
    return findings;
  }

  private void again(Difference<E> difference) {
    (difference.kind() == Difference.Kind.EXTRA ? extra : missing).add(difference.row());
  }

  void missing(E entry) {
    expected++;
    keepDifferent(missing, entry);
  }

  void extra(E entry) {
    keepDifferent(extra, entry);
  }

  void unreclaimed(E entry) {
    if (!keep(unreclaimed, entry)) {
      unreclaimedNotKept++;
    }
  }

  private void keepDifferent(Set<E> entries, E entry) {
    if (!keep(entries, entry)) {
      notKept++;
    }
  }

  /** Whether there was room for it. */
  private static <E> boolean keep(Set<E> entries, E entry) {
    if (entries.size() >= MOST_KEPT) {
      return false;
    }
    entries.add(entry);
    return true;
  }

  /** Whether all is kept that another look, at other recipients, has kept. */
  boolean hasRoomFor(Findings<E> other) {
    return missing.size() + other.missing.size() <= MOST_KEPT
        && extra.size() + other.extra.size() <= MOST_KEPT
        && unreclaimed.size() + other.unreclaimed.size() <= MOST_KEPT;
  }

  /** Whether all is kept that was found. */
  boolean isWhole() {
    return notKept == 0 && unreclaimedNotKept == 0;
  }

  /** Adds what another look found. */
  void add(Findings<E> other) {
    expected += other.expected;
    hidden += other.hidden;
    notKept += other.notKept;
    unreclaimedNotKept += other.unreclaimedNotKept;
    other.missing.forEach(entry -> keepDifferent(missing, entry));
    other.extra.forEach(entry -> keepDifferent(extra, entry));
    other.unreclaimed.forEach(this::unreclaimed);
  }

  /** How many entries are kept that have to be looked at again. */
  int doubtful() {
    return missing.size() + extra.size() + unreclaimed.size();
  }

  /** Entries that the rows say are there. */
  long expected() {
    return expected;
  }

  /** Stored entries that are not shown now, and will be when their reason goes. */
  long hidden() {
    return hidden;
  }

  /** Entries that differ and were too many to be looked at again. */
  long notKept() {
    return notKept;
  }

  /** Stored entries that nothing accounts for and that were too many to be looked at again. */
  long unreclaimedNotKept() {
    return unreclaimedNotKept;
  }
}
