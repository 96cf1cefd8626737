package io.fanfare.jobs.fanout.histories;

import io.fanfare.schemas.dashboard.EntryOperation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The store, like Cassandra: the highest version wins, and of two equal ones the deletion. */
final class Dashboards {

  private final Map<Entry, Write> last = new HashMap<>();
  private final Fault fault;

  Dashboards(Fault fault) {
    this.fault = fault;
  }

  void apply(Write write) {
    last.merge(write.entry(), write, fault::winner);
  }

  Set<Entry> stored() {
    Set<Entry> stored = new HashSet<>();
    last.forEach(
        (entry, write) -> {
          if (write.operation() == EntryOperation.DELIVER) {
            stored.add(entry);
          }
        });
    return stored;
  }

  static Write later(Write before, Write arriving) {
    if (before.version() != arriving.version()) {
      return before.version() > arriving.version() ? before : arriving;
    }
    return before.operation() == EntryOperation.WITHDRAW ? before : arriving;
  }
}
