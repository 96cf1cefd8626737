package io.fanfare.jobs.fanout.histories;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Differences from the pure function.
 *
 * @param missing due and not stored
 * @param extra stored and not due
 * @param notShown shown by the pure function, and not by the reader
 * @param wronglyShown the other way round
 * @param unaccounted stored, and judged to come from no row
 */
record Findings(
    History history,
    List<Logged> log,
    Set<Entry> missing,
    Set<Entry> extra,
    Set<Entry> notShown,
    Set<Entry> wronglyShown,
    Set<Entry> unaccounted) {

  static Findings of(
      History history,
      List<Logged> log,
      Set<Entry> dueInStore,
      Set<Entry> stored,
      Set<Entry> due,
      Set<Entry> shown,
      Set<Entry> unaccounted) {
    return new Findings(
        history,
        log,
        minus(dueInStore, stored),
        minus(stored, dueInStore),
        minus(due, shown),
        minus(shown, due),
        unaccounted);
  }

  boolean none() {
    return missing.isEmpty()
        && extra.isEmpty()
        && notShown.isEmpty()
        && wronglyShown.isEmpty()
        && unaccounted.isEmpty();
  }

  private static Set<Entry> minus(Set<Entry> all, Set<Entry> without) {
    Set<Entry> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  static Set<Entry> union(Set<Entry> some, Set<Entry> others) {
    Set<Entry> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  @Override
  public String toString() {
    return none()
        ? "no difference"
        : "%s%nThe log:%n%s%n%s%s%s%s%s"
            .formatted(
                history,
                log.stream().map(record -> "  " + record).collect(Collectors.joining("\n")),
                list("Missing in the store", missing),
                list("Too much in the store", extra),
                list("Not shown", notShown),
                list("Wrongly shown", wronglyShown),
                list("Unaccounted", unaccounted));
  }

  private static String list(String title, Set<Entry> entries) {
    return entries.isEmpty()
        ? ""
        : entries.stream()
            .map(entry -> "  " + entry + "\n")
            .sorted()
            .collect(Collectors.joining("", title + ":\n", ""));
  }
}
