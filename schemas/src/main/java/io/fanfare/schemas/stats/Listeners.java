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
 * Different listeners: their ids while they are few, and a sketch of them from then on. A pure
 * function of who they are: in whatever order and however often they come, and whatever was merged
 * before, the same listeners are the same value.
 */
final class Listeners {

  /** As many ids as take the room of a sketch. */
  static final int MOST_IDS = 128;

  /** 2^10 registers of a byte: the standard error of an estimate is 2.4 %. */
  private static final int PRECISION = 10;

  private final SortedSet<Long> ids = new TreeSet<>();
  private @Nullable UltraLogLog sketch;

  /**
   * Adds what counts say of their listeners.
   *
   * @param others ids of some
   * @param othersSketch a sketch of others; empty if there is none
   */
  void add(Collection<Long> others, byte[] othersSketch) {
    ids.addAll(others);
    if (othersSketch.length > 0) {
      sketched().add(UltraLogLog.wrap(othersSketch));
    }
    if (sketch != null || ids.size() > MOST_IDS) {
      UltraLogLog all = sketched();
      ids.forEach(id -> all.add(Hashing.wyhashFinal4().hashStream().putLong(id).getAsLong()));
      ids.clear();
    }
  }

  List<Long> ids() {
    return new ArrayList<>(ids);
  }

  /** Empty if there is none. */
  byte[] sketch() {
    return sketch == null ? new byte[0] : sketch.getState().clone();
  }

  long estimate() {
    return sketch == null ? ids.size() : Math.round(sketch.getDistinctCountEstimate());
  }

  private UltraLogLog sketched() {
    if (sketch == null) {
      sketch = UltraLogLog.create(PRECISION);
    }
    return sketch;
  }
}
