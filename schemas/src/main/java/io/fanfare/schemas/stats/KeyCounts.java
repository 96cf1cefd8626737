package io.fanfare.schemas.stats;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by a key that strangers choose. Beyond a number of keys, the rest counts as one. Which
 * keys are kept depends on the keys alone, neither on their order nor on how they were summed up
 * before: those that are first by a hash. A key that is first among all was first in each part, so
 * it was never counted with the rest.
 */
public final class KeyCounts {

  private static final Comparator<String> ORDER =
      Comparator.comparingInt(KeyCounts::hash).thenComparing(Comparator.naturalOrder());

  private final int most;
  private final String rest;
  private final TreeMap<String, Long> kept = new TreeMap<>(ORDER);
  private long ofRest;

  /**
   * @param most keys besides the rest
   * @param rest the key under which the rest counts
   */
  KeyCounts(int most, String rest) {
    this.most = most;
    this.rest = rest;
  }

  public void add(String key, long count) {
    if (key.equals(rest)) {
      ofRest += count;
      return;
    }
    kept.merge(key, count, Long::sum);
    if (kept.size() > most) {
      ofRest += kept.pollLastEntry().getValue();
    }
  }

  void addTo(KeyCounts other) {
    kept.forEach(other::add);
    if (ofRest != 0) {
      other.add(rest, ofRest);
    }
  }

  int size() {
    return kept.size();
  }

  /** All counts, in the order of their keys. */
  public Map<String, Long> get() {
    Map<String, Long> counts = new TreeMap<>(kept);
    if (ofRest != 0) {
      counts.put(rest, ofRest);
    }
    return counts;
  }

  /** The hash of Java texts is the same everywhere; mixed, so that similar keys are far apart. */
  private static int hash(String key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }
}
