package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.ALL;
import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.HOUR;
import static io.fanfare.schemas.stats.Granularity.MINUTE;
import static io.fanfare.schemas.stats.Granularity.MONTH;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import io.fanfare.schemas.stats.StatsRetention;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Emits the parked cells of one subject, a quantum at a time: minutes that rows have changed, and
 * all days of a track that has a new owner.
 */
final class ParkedCells {

  /** Minutes that one call emits at most, each with the coarser cells that contain it. */
  private static final int MOST_MINUTES = 50;

  /** Days without cells, or hours, that one call looks at, at most. */
  private static final int MOST_STEPS = 366;

  /** One call emits the next hour only if it has emitted fewer cells than this. */
  private static final int ENOUGH_CELLS = 200;

  private final SubjectState state;
  private final DayRange range;
  private final KeptCells kept;
  private final SubjectCells cells;
  private final ExistingDays existing;

  ParkedCells(SubjectState state, DayRange range, KeptCells kept, SubjectCells cells) {
    this.state = state;
    this.range = range;
    this.kept = kept;
    this.cells = cells;
    this.existing = new ExistingDays(state);
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
    // The minute and the hour may have left the retention.
    cells.emit(keys.stream().filter(kept::has).map(cells::get).filter(Objects::nonNull).toList());
    return areLeft;
  }

  /**
   * Emits the cells of all time, and makes all days due.
   *
   * @param since version of the change that requires it: cells of rows get it at least
   */
  void emitFromFirstDay(Days days, long since) {
    state.setDays(Days.newBuilder(days).setDue(days.getFirst()).setDueSince(since).build());
    List<Cell> found = new ArrayList<>();
    collect(ALL, 0, since, found);
    cells.emit(found);
  }

  /** Emits a quantum of the due days; true if more are due. */
  boolean emitNextDays() {
    Days days = state.days();
    Long due = days == null ? null : days.getDue();
    if (days == null || due == null) {
      return false;
    }
    long end = Math.min(Buckets.next(DAY, days.getLast()), StatsRetention.keptTo(DAY));
    end = Math.min(end, range.to());
    long at = Math.max(Math.max(due, kept.from(DAY)), range.from());
    List<Cell> found = new ArrayList<>();
    for (int steps = 0; steps < MOST_STEPS && found.size() < ENOUGH_CELLS && at < end; steps++) {
      at = collectNext(at, days.getDueSince(), found);
    }
    cells.emit(found);
    boolean areLeft = at < end;
    state.setDays(Days.newBuilder(days).setDue(areLeft ? (Long) at : null).build());
    return areLeft;
  }

  /** Collects a day with its month, or an hour with its minutes; returns where to go on. */
  private long collectNext(long at, long since, List<Cell> found) {
    if (at == Buckets.of(DAY, at)) {
      if (!collect(DAY, at, since, found)) {
        return existing.afterEmpty(at);
      }
      collect(MONTH, Buckets.of(MONTH, at), since, found);
    }
    if (at < kept.from(HOUR)) {
      return Buckets.next(DAY, Buckets.of(DAY, at));
    }
    long end = Buckets.next(HOUR, at);
    for (StatKind stat : StatKind.values()) {
      if (collect(new CellKey(stat, HOUR, at), since, found) && at >= kept.from(MINUTE)) {
        for (long minute = at; minute < end; minute = Buckets.next(MINUTE, minute)) {
          collect(new CellKey(stat, MINUTE, minute), since, found);
        }
      }
    }
    return end;
  }

  /** Collects the cells of all kinds; false if there is none. */
  private boolean collect(Granularity granularity, long bucket, long since, List<Cell> found) {
    boolean any = false;
    for (StatKind stat : StatKind.values()) {
      any |= collect(new CellKey(stat, granularity, bucket), since, found);
    }
    return any;
  }

  private boolean collect(CellKey key, long since, List<Cell> found) {
    Cell cell = cells.get(key);
    if (cell == null) {
      return false;
    }
    boolean isOlder = StatKinds.ROWS.contains(key.getKind()) && cell.getVersion() < since;
    found.add(isOlder ? cells.set(key, since, cell.getCounts()) : cell);
    return true;
  }
}
