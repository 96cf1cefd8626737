package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.MINUTE;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.RowChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectKind;
import io.fanfare.schemas.stats.TargetCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts at the key of a subject. Adds each change to one cell of every granularity, so that the
 * cell of a coarser bucket is the sum of the finer ones in it. Current minutes may be ahead of it.
 *
 * <p>Events arrive in bundles, and the rule emits their cells at once. Rows arrive one by one and
 * may be taken back: their cells are parked, and emitted once for all changes that came meanwhile.
 * When a track changes hands, all its cells are parked and emitted for the new owner, a quantum at
 * a time; a cell that changes meanwhile is emitted for the new owner, too.
 *
 * <p>Counts every change, but emits only cells of the configured days and of the coarser buckets
 * that contain them. Cells that have left the retention are neither counted nor emitted, and are
 * dropped: so a row that goes is taken from its day, even if its minute is gone.
 */
public final class SubjectRule {

  private final SubjectState state;
  private final DayRange range;
  private final RetentionClock clock;
  private final KeptCells kept;
  private final SubjectCells cells;
  private final ParkedCells parked;
  private final ExpiredCells expired;

  /**
   * The rule for one call.
   *
   * @param state of this subject
   * @param range the days whose cells are emitted
   * @param clock of the subtask
   * @param effects gets the cells to store
   */
  public SubjectRule(
      SubjectKind kind,
      long id,
      SubjectState state,
      DayRange range,
      RetentionClock clock,
      Consumer<Cells> effects) {
    this.state = state;
    this.range = range;
    this.clock = clock;
    this.kept = new KeptCells(state, clock);
    this.cells = new SubjectCells(kind, id, state, effects);
    this.parked = new ParkedCells(state, range, kept, cells);
    this.expired = new ExpiredCells(state, clock);
  }

  /**
   * Applies a change.
   *
   * @return true if nothing was parked before and something is now: the caller must then call
   *     {@link #sweep} until it returns false
   */
  public boolean apply(Object change) {
    clock.read(change);
    boolean wasParked = state.parkedSince() != null;
    if (change instanceof Bundle bundle) {
      onBundle(bundle);
    } else if (change instanceof RowChange row) {
      onRow(row);
    } else if (change instanceof OwnerChange owner) {
      onOwner(owner);
    }
    expired.drop();
    return !wasParked && state.parkedSince() != null;
  }

  /**
   * Emits a quantum of what is parked, and drops one of what has left the retention; true if
   * something is left.
   */
  public boolean sweep() {
    boolean areMinutesLeft = parked.flushPending();
    boolean areDaysLeft = parked.emitNextDays();
    boolean isParked = areMinutesLeft || areDaysLeft;
    if (!isParked) {
      state.setParkedSince(null);
    }
    return expired.drop() || isParked;
  }

  /**
   * When a subject must {@link #sweep} even if nothing is parked, by the machine's clock, s since
   * the epoch; null if that is known already, or never. To be asked after {@link #apply}, and after
   * the last {@link #sweep}.
   */
  public static @Nullable Long nextWake(SubjectState state, RetentionClock clock) {
    return new ExpiredCells(state, clock).nextWake();
  }

  /**
   * Begins to emit all known cells, for a store that may have lost some of them; true if something
   * is left for {@link #sweep}.
   */
  public boolean emitAll() {
    Days days = state.days();
    if (days == null) {
      return false;
    }
    parked.emitFromFirstDay(days, days.getDueSince());
    return sweep();
  }

  private void onBundle(Bundle bundle) {
    List<Cell> changed = new ArrayList<>();
    for (RolledUp level : RolledUp.levels(bundle, range)) {
      level.forEach(
          (bucket, sum, isInRange) -> {
            CellKey key = new CellKey(bundle.getKind(), level.granularity(), bucket);
            if (kept.has(key)) {
              Cell cell = cells.addEvents(key, sum);
              if (isInRange) {
                changed.add(cell);
              }
            }
          });
    }
    for (MinuteCounts each : bundle.getMinutes()) {
      if (each.getTarget() == TargetCells.MINUTE && kept.has(minute(bundle, each))) {
        cells.prepareCoarser(minute(bundle, each));
      }
    }
    widen(bundle.getMinutes().get(0).getMinute());
    widen(bundle.getMinutes().get(bundle.getMinutes().size() - 1).getMinute());
    cells.emit(changed);
  }

  private static CellKey minute(Bundle bundle, MinuteCounts counts) {
    return SubjectCells.key(bundle.getKind(), MINUTE, counts.getMinute());
  }

  private void onRow(RowChange row) {
    Long known = state.minute(row.getRow());
    Long now = row.getMinute();
    if (!Objects.equals(known, now)) {
      state.setMinute(row.getRow(), now);
      if (known != null) {
        addRow(row, known, -1);
      }
      if (now != null) {
        addRow(row, now, 1);
      }
    } else if (now != null && row.getRefresh()) {
      addRow(row, now, 0);
    }
    Long before = row.getMinuteBefore();
    if (known == null && before != null && !before.equals(now)) {
      // Another run that read more of the log may have counted and stored the row there.
      addRow(row, before, 0);
    }
  }

  /**
   * @param more 0 to store the cells again, as of this version
   */
  private void addRow(RowChange row, long minute, int more) {
    StatKind stat = row.getRow().getKind();
    for (Granularity granularity : Granularity.values()) {
      CellKey key = SubjectCells.key(stat, granularity, minute);
      if (kept.has(key)) {
        cells.addRows(key, more, row.getVersion());
      }
    }
    widen(minute);
    if (range.includes(minute)) {
      state.setPending(SubjectCells.key(stat, MINUTE, minute), true);
      park(row.getVersion());
    }
  }

  private void onOwner(OwnerChange change) {
    Long owner = change.getOwnerId();
    if (Objects.equals(owner, state.owner()) && !change.getRefresh()) {
      return;
    }
    state.setOwner(owner);
    Days days = state.days();
    if (days == null) {
      return;
    }
    if (owner == null) {
      // Without a row there is no owner to store cells for.
      state.setDays(Days.newBuilder(days).setDue(null).setDueSince(change.getVersion()).build());
    } else {
      parked.emitFromFirstDay(days, change.getVersion());
      park(change.getVersion());
    }
  }

  private void widen(long minute) {
    long day = Buckets.of(DAY, minute);
    Days days = state.days();
    if (days == null) {
      state.setDays(Days.newBuilder().setFirst(day).setLast(day).setDueSince(0L).build());
    } else if (day < days.getFirst() || day > days.getLast()) {
      // An earlier day is not due: all its cells are emitted for the present owner as they come.
      state.setDays(
          Days.newBuilder(days)
              .setFirst(Math.min(day, days.getFirst()))
              .setLast(Math.max(day, days.getLast()))
              .build());
    }
  }

  private void park(long version) {
    if (state.parkedSince() == null) {
      state.setParkedSince(version);
    }
  }
}
