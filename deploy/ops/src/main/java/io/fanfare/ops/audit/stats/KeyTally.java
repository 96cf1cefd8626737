package io.fanfare.ops.audit.stats;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of one cell by country or by source, bounded as the contract has it: a cell keeps the keys
 * that are first by a hash, and counts the others as one. The audit does not use the class of the
 * stats job: a mistake there would be on both sides.
 */
final class KeyTally {

  static final String OTHER_COUNTRIES = "ZZ";
  static final String OTHER_SOURCES = "other";

  private final int most;
  private final String rest;
  private final TreeMap<Key, Long> kept = new TreeMap<>();
  private long total;

  private record Key(int hash, String text) implements Comparable<Key> {

    static Key of(String text) {
      int product = text.hashCode() * 0x9E37_79B9;
      return new Key(product ^ (product >>> 16), text);
    }

    @Override
    public int compareTo(Key other) {
      int byHash = Integer.compare(hash, other.hash);
      return byHash != 0 ? byHash : text.compareTo(other.text);
    }
  }

  private KeyTally(int most, String rest) {
    this.most = most;
    this.rest = rest;
  }

  static KeyTally ofCountries() {
    return new KeyTally(300, OTHER_COUNTRIES);
  }

  static KeyTally ofSources() {
    return new KeyTally(100, OTHER_SOURCES);
  }

  void add(String text, long count) {
    total += count;
    if (!text.equals(rest)) {
      kept.merge(Key.of(text), count, Long::sum);
    }
    while (kept.size() > most) {
      kept.pollLastEntry();
    }
  }

  /** The counts of the kept keys, and what is left of the total for the rest. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    kept.forEach((key, count) -> counts.put(key.text(), count));
    long ofRest = total - kept.values().stream().mapToLong(count -> count).sum();
    if (ofRest > 0) {
      counts.put(rest, ofRest);
    }
    return counts;
  }
}
