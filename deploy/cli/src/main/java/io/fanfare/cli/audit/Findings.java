package io.fanfare.cli.audit;

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

  void hidden(E entry) {
    hidden++;
  }

  void found(E entry) {
    expected++;
  }

  /** What was settled already, to be looked at once more. */
  static <E extends AuditedRow<E>> Findings<E> of(Doubts.Settled<E> settled) {
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
    keep(missing, entry);
  }

  void extra(E entry) {
    keep(extra, entry);
  }

  void unreclaimed(E entry) {
    keep(unreclaimed, entry);
  }

  private void keep(Set<E> entries, E entry) {
    if (entries.size() < MOST_KEPT) {
      entries.add(entry);
    } else {
      notKept++;
    }
  }

  /** Adds what another look found. */
  void add(Findings<E> other) {
    expected += other.expected;
    hidden += other.hidden;
    notKept += other.notKept;
    other.missing.forEach(entry -> keep(missing, entry));
    other.extra.forEach(entry -> keep(extra, entry));
    other.unreclaimed.forEach(entry -> keep(unreclaimed, entry));
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
}
