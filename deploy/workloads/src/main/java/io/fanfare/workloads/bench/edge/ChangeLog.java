package io.fanfare.workloads.bench.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When each change of a row was committed: by this alone, an answer is judged. One thread writes,
 * others ask. Times are by `System.nanoTime`.
 */
final class ChangeLog {

  private final Map<ShownRow, List<Change>> changes = new ConcurrentHashMap<>();

  /**
   * @param number counts up for each row, from 0
   * @param isShown whether everybody can see the row from then on
   * @param began before the source was asked
   * @param committed when it had confirmed; null until then
   */
  private record Change(int number, boolean isShown, long began, @Nullable Long committed) {}

  /** Begins a change of a row, and returns its number. */
  int begin(ShownRow row, boolean isShown) {
    List<Change> all = changes.computeIfAbsent(row, key -> new ArrayList<>());
    synchronized (all) {
      all.add(new Change(all.size(), isShown, System.nanoTime(), null));
      return all.size() - 1;
    }
  }

  /** The source has confirmed the newest change of a row. */
  void committed(ShownRow row) {
    List<Change> all = all(row);
    synchronized (all) {
      int last = all.size() - 1;
      Change change = all.get(last);
      all.set(last, new Change(change.number, change.isShown, change.began, System.nanoTime()));
    }
  }

  /** Whether everybody can see a row, by its newest change. */
  boolean isShown(ShownRow row) {
    List<Change> all = all(row);
    synchronized (all) {
      return all.get(all.size() - 1).isShown;
    }
  }

  /**
   * By how much an answer is old: how long before the request the first change was committed that
   * it does not have. 0 if it has all.
   *
   * @param shown the number of the change that the answer shows; null if it does not show the row
   * @param sent when the request was sent
   * @param received when the answer was complete
   */
  long missedNanos(ShownRow row, @Nullable Integer shown, long sent, long received) {
    List<Change> all = all(row);
    synchronized (all) {
      int newest = shown == null ? newestAbsence(all, received) : shown;
      Change missed = newest + 1 < all.size() ? all.get(newest + 1) : null;
      return missed == null || missed.committed == null ? 0 : Math.max(0, sent - missed.committed);
    }
  }

  /** The newest change without the row that an answer may have; -1 if it was always there. */
  private static int newestAbsence(List<Change> all, long received) {
    for (int number = all.size() - 1; number >= 0; number--) {
      Change change = all.get(number);
      if (!change.isShown && change.began - received <= 0) {
        return number;
      }
    }
    return -1;
  }

  private List<Change> all(ShownRow row) {
    List<Change> all = changes.get(row);
    if (all == null) {
      throw new IllegalStateException("Nobody has written " + row);
    }
    return all;
  }
}
