package io.fanfare.schemas.stats;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct listeners: their ids while they are few, a sketch of them from then on. The value is a
 * pure function of the set of listeners: order, repetitions and earlier merges do not change it.
 */
final class Listeners {

  /** This many ids are as large as a sketch. */
  static final int MOST_IDS = 128;

  private static final int FEW_IDS = 4;

  /** 2^10 registers of a byte: the standard error of an estimate is 2.4 %. */
  private static final int PRECISION = 10;

  /** Ascending, at its beginning: an array takes a tenth of a set's memory. */
  private long[] ids = {};

  private int count;
  private @Nullable UltraLogLog sketch;

  /**
   * Adds listeners that are known by their ids, by a sketch, or by both.
   *
   * @param othersSketch empty if there is none
   */
  void add(Collection<Long> others, byte[] othersSketch) {
    others.forEach(this::add);
    if (othersSketch.length > 0) {
      toSketch().add(UltraLogLog.wrap(othersSketch));
    }
  }

  void add(long id) {
    if (sketch != null) {
      addTo(sketch, id);
      return;
    }
    int at = Arrays.binarySearch(ids, 0, count, id);
    if (at < 0) {
      insert(-at - 1, id);
    }
    if (count > MOST_IDS) {
      toSketch();
    }
  }

  private void insert(int at, long id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, count < FEW_IDS ? FEW_IDS : 2 * count);
    }
    System.arraycopy(ids, at, ids, at + 1, count - at);
    ids[at] = id;
    count++;
  }

  void addTo(Listeners other) {
    for (int i = 0; i < count; i++) {
      other.add(ids[i]);
    }
    if (sketch != null) {
      other.toSketch().add(sketch);
    }
  }

  /** The number of ids; a sketch counts as the ids that it replaces. */
  int size() {
    return sketch == null ? count : MOST_IDS;
  }

  /** Ascending. */
  List<Long> ids() {
    return Arrays.stream(ids, 0, count).boxed().toList();
  }

  /** The sketch; empty if there is none. */
  byte[] sketch() {
    return sketch == null ? new byte[0] : sketch.getState().clone();
  }

  long estimate() {
    return sketch == null ? count : Math.round(sketch.getDistinctCountEstimate());
  }

  private UltraLogLog toSketch() {
    if (sketch == null) {
      sketch = UltraLogLog.create(PRECISION);
      for (int i = 0; i < count; i++) {
        addTo(sketch, ids[i]);
      }
      count = 0;
      ids = new long[0];
    }
    return sketch;
  }

  private static void addTo(UltraLogLog sketch, long id) {
    sketch.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong());
  }
}
