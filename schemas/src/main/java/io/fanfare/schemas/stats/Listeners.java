package io.fanfare.schemas.stats;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Distinct listeners: their ids while they are few, a sketch of them from then on. The value is a
 * pure function of the set of listeners: order, repetitions and earlier merges do not change it.
 */
final class Listeners {

  /** This many ids are as large as a sketch. */
  static final int MOST_IDS = 128;

  /** 2^10 registers of a byte: the standard error of an estimate is 2.4 %. */
  private static final int PRECISION = 10;

  private final SortedSet<Long> ids = new TreeSet<>();
  private @Nullable UltraLogLog sketch;

  /**
   * Adds listeners that are known by their ids, by a sketch, or by both.
   *
   * @param othersSketch empty if there is none
   */
  void add(Collection<Long> others, byte[] othersSketch) {
    ids.addAll(others);
    if (othersSketch.length > 0) {
      toSketch().add(UltraLogLog.wrap(othersSketch));
    }
    if (sketch != null || ids.size() > MOST_IDS) {
      UltraLogLog all = toSketch();
      ids.forEach(id -> all.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong()));
      ids.clear();
    }
  }

  void addTo(Listeners other) {
    other.add(ids, sketch());
  }

  /** The ids; a sketch counts as the ids that it replaces. */
  int size() {
    return sketch == null ? ids.size() : MOST_IDS;
  }

  List<Long> ids() {
    return new ArrayList<>(ids);
  }

  /** The sketch; empty if there is none. */
  byte[] sketch() {
    return sketch == null ? new byte[0] : sketch.getState().clone();
  }

  long estimate() {
    return sketch == null ? ids.size() : Math.round(sketch.getDistinctCountEstimate());
  }

  private UltraLogLog toSketch() {
    if (sketch == null) {
      sketch = UltraLogLog.create(PRECISION);
    }
    return sketch;
  }
}
