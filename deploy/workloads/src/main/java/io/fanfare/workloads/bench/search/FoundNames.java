package io.fanfare.workloads.bench.search;

import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.workloads.bench.kit.Latency;
import java.util.Locale;

/**
 * How well names were found in one way.
 *
 * @param way how they were typed
 * @param recall share of searches with a hit of that very name among the first ten
 * @param reciprocalRank one over the place of the first such hit, on average
 */
record FoundNames(
    DocumentKind kind,
    String way,
    long searched,
    double recall,
    double reciprocalRank,
    Latency latency) {

  /** Counts the places of hits. */
  static final class Count {
    private long searched;
    private long found;
    private double reciprocals;

    /**
     * @param rank from 1; 0 for none
     */
    void add(int rank) {
      searched++;
      if (rank > 0) {
        found++;
        reciprocals += 1.0 / rank;
      }
    }

    long searched() {
      return searched;
    }

    FoundNames of(DocumentKind kind, String way, Latency latency) {
      double all = Math.max(1, searched);
      return new FoundNames(kind, way, searched, found / all, reciprocals / all, latency);
    }
  }

  static String head() {
    return String.format(Locale.ROOT, "%-36s %12s %9s %9s", "names", "searches", "recall", "MRR");
  }

  String line() {
    return String.format(
        Locale.ROOT, "  %-34s %,12d %9.4f %9.4f", what(), searched, recall, reciprocalRank);
  }

  String what() {
    return kind.name().toLowerCase(Locale.ROOT) + "s, " + way;
  }
}
