package io.fanfare.api.stats;

import io.fanfare.connectors.cassandra.SelectCells.StoredCell;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds up the cells of one kind. What it holds grows with the points and the tracks, not with the
 * cells. Thread-safe.
 */
final class CellSums {

  private final List<Long> begins;
  private final CountsSum total = new CountsSum();
  private final SortedMap<Integer, CountsSum> points = new TreeMap<>();
  private final Map<Long, Long> byTrack = new HashMap<>();

  /**
   * @param begins when the points begin, ascending, s since the epoch
   */
  CellSums(List<Long> begins) {
    this.begins = begins;
  }

  synchronized void add(List<StoredCell> cells) {
    for (StoredCell cell : cells) {
      Counts counts = cell.counts();
      total.add(counts);
      points
          .computeIfAbsent(pointOf(cell.bucket()), absent -> new CountsSum())
          .add(withoutBreakdowns(counts));
      byTrack.merge(cell.trackId(), counts.getTotal(), Long::sum);
    }
  }

  /** Points have none, and there may be many points. */
  private static Counts withoutBreakdowns(Counts counts) {
    return new Counts(
        counts.getTotal(), Map.of(), Map.of(), counts.getListeners(), counts.getSketch());
  }

  /** The place of the point that a bucket belongs to. */
  private int pointOf(long bucket) {
    int found = Collections.binarySearch(begins, bucket);
    return found < 0 ? -found - 2 : found;
  }

  synchronized CountsSum total() {
    return total;
  }

  /** The points with counts, by their place. */
  synchronized SortedMap<Integer, CountsSum> points() {
    return points;
  }

  /** The tracks with the largest totals, the largest first. */
  synchronized List<Map.Entry<Long, Long>> top(int most) {
    return byTrack.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .toList();
  }
}
