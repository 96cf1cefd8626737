package io.fanfare.cli.audit;

import io.fanfare.schemas.dashboard.DashboardRule.Verdict;
import java.util.HashSet;
import java.util.Set;

/**
 * What a look at some dashboards found. Of what differs it keeps so much that memory stays bounded,
 * and counts the rest.
 */
final class Findings {

  /** Entries of a kind to keep. */
  static final int MOST_KEPT = 100_000;

  final Set<Entry> missing = new HashSet<>();
  final Set<Entry> extra = new HashSet<>();
  final Set<Entry> unreclaimed = new HashSet<>();
  private long expected;
  private long shown;
  private long hidden;
  private long notKept;

  void stored(Verdict verdict) {
    switch (verdict) {
      case SHOWN -> shown++;
      case HIDDEN -> hidden++;
      case UNACCOUNTED -> {}
    }
  }

  void found(Entry entry) {
    expected++;
  }

  void missing(Entry entry) {
    expected++;
    keep(missing, entry);
  }

  void extra(Entry entry) {
    keep(extra, entry);
  }

  void unreclaimed(Entry entry) {
    keep(unreclaimed, entry);
  }

  private void keep(Set<Entry> entries, Entry entry) {
    if (entries.size() < MOST_KEPT) {
      entries.add(entry);
    } else {
      notKept++;
    }
  }

  /** Adds what another look found. */
  void add(Findings other) {
    expected += other.expected;
    shown += other.shown;
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

  /** Entries that the dashboards show. */
  long shown() {
    return shown;
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
