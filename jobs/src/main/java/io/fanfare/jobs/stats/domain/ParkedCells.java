package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.ALL;
import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.MINUTE;
import static io.fanfare.schemas.stats.Granularity.MONTH;
import static java.util.Objects.requireNonNull;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Emits the parked cells of one subject, a quantum at a time: minutes that rows have changed, and
 * all days of a track that has a new owner.
 */
final class ParkedCells {

  /** Minutes that one call emits at most, each with the coarser cells that contain it. */
  private static final int MOST_MINUTES = 50;

  /** Days without cells that one call skips at most. */
  private static final int MOST_EMPTY_DAYS = 366;

  private final SubjectState state;
  private final DayRange range;
  private final SubjectCells cells;

  ParkedCells(SubjectState state, DayRange range, SubjectCells cells) {
    this.state = state;
    this.range = range;
    this.cells = cells;
  }

  /** Emits some pending minutes with the coarser cells that contain them; true if more pend. */
  boolean flushPending() {
    List<CellKey> flushed = new ArrayList<>();
    Set<CellKey> keys = new LinkedHashSet<>();
    Iterator<CellKey> pending = state.pending().iterator();
    while (pending.hasNext() && flushed.size() < MOST_MINUTES) {
      CellKey changed = pending.next();
      flushed.add(changed);
      for (Granularity granularity : Granularity.values()) {
        // The golden savepoint holds pending cells of coarser granularities, too.
        if (granularity.compareTo(changed.getGranularity()) >= 0) {
          keys.add(SubjectCells.key(changed.getKind(), granularity, changed.getBucket()));
        }
      }
    }
    boolean areLeft = pending.hasNext();
    flushed.forEach(key -> state.setPending(key, false));
    if (!keys.isEmpty()) {
      cells.emit(keys.stream().map(key -> requireNonNull(cells.get(key), "counted")).toList());
    }
    return areLeft;
  }

  /**
   * Emits the cells of all time, and makes all days due.
   *
   * @param since version of the change that requires it: cells of rows get it at least
   */
  void emitFromFirstDay(Days days, long since) {
    state.setDays(new Days(days.getFirst(), days.getLast(), days.getFirst(), since));
    emitOfAllKinds(stat -> collect(stat, ALL, 0, ALL, since));
  }

  /** Emits the next due day that has cells; true if more are due. */
  boolean emitNextDays() {
    Days days = state.days();
    Long due = days == null ? null : days.getDue();
    if (days == null || due == null) {
      return false;
    }
    long last = Math.min(days.getLast(), range.to() - 1);
    due = Math.max(due, range.from());
    boolean isEmitted = false;
    for (int skipped = 0; !isEmitted && skipped < MOST_EMPTY_DAYS && due <= last; skipped++) {
      isEmitted = emitDay(due, days.getDueSince());
      due = Buckets.next(DAY, due);
    }
    boolean areLeft = due <= last;
    state.setDays(Days.newBuilder(days).setDue(areLeft ? due : null).build());
    return areLeft;
  }

  /** Emits a day, its hours and minutes, and its month; false if the day has no cells. */
  private boolean emitDay(long day, long since) {
    boolean isEmitted = emitOfAllKinds(stat -> collect(stat, DAY, day, MINUTE, since));
    if (isEmitted) {
      emitOfAllKinds(stat -> collect(stat, MONTH, day, MONTH, since));
    }
    return isEmitted;
  }

  private boolean emitOfAllKinds(Function<StatKind, List<Cell>> cellsOf) {
    boolean isEmitted = false;
    for (StatKind stat : StatKind.values()) {
      List<Cell> found = cellsOf.apply(stat);
      if (!found.isEmpty()) {
        cells.emit(found);
        isEmitted = true;
      }
    }
    return isEmitted;
  }

  /** A cell, and all finer cells in it down to a granularity. */
  private List<Cell> collect(
      StatKind stat, Granularity granularity, long seconds, Granularity finest, long since) {
    CellKey key = SubjectCells.key(stat, granularity, seconds);
    Cell cell = cells.get(key);
    if (cell == null) {
      return List.of();
    }
    boolean isOlder = StatKinds.ROWS.contains(stat) && cell.getVersion() < since;
    List<Cell> collected = new ArrayList<>();
    collected.add(isOlder ? cells.set(key, since, cell.getCounts()) : cell);
    if (granularity != finest) {
      Granularity finer = Granularity.values()[granularity.ordinal() - 1];
      long end = Buckets.next(granularity, key.getBucket());
      for (long each = key.getBucket(); each < end; each = Buckets.next(finer, each)) {
        collected.addAll(collect(stat, finer, each, finest, since));
      }
    }
    return collected;
  }
}
