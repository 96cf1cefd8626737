package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.ALL;
import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.MINUTE;
import static io.fanfare.schemas.stats.Granularity.MONTH;
import static java.util.Objects.requireNonNull;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.MinuteCounts;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.RowChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.StatKinds;
import io.fanfare.schemas.stats.SubjectKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts at the key of a subject. What comes is added to a cell of every granularity, so that those
 * of coarser buckets are the sums of finer ones.
 *
 * <p>Events come in bundles, and their cells are said at once. Rows come one by one, and may be
 * taken back: their cells are said a while later, however many rows changed them meanwhile. When a
 * track changes hands, all of it is said again for who owns it now, a day at a time; what comes
 * meanwhile is said for them, too.
 *
 * <p>All that comes is counted; what is said may be of some days alone, and of all that they belong
 * to.
 */
public final class SubjectRule {

  /** Minutes of rows that one call says at most, with all coarser buckets that they are in. */
  private static final int MOST_MINUTES = 50;

  /** That are handed on together. */
  private static final int MOST_CELLS = 200;

  /** Days without anything that one call passes over at most. */
  private static final int MOST_EMPTY_DAYS = 366;

  private final SubjectKind kind;
  private final long id;
  private final SubjectState state;
  private final DayRange said;
  private final Consumer<Cells> effects;

  /**
   * @param state of this subject
   * @param said the days whose cells are stored
   * @param effects gets what is to be stored
   */
  public SubjectRule(
      SubjectKind kind, long id, SubjectState state, DayRange said, Consumer<Cells> effects) {
    this.kind = kind;
    this.id = id;
    this.state = state;
    this.said = said;
    this.effects = effects;
  }

  /**
   * Applies a change; true if something is parked from now on, so that {@link #sweep} is to be
   * called until it says that nothing is left.
   */
  public boolean apply(Object change) {
    boolean wasParked = state.parkedSince() != null;
    if (change instanceof Bundle bundle) {
      add(bundle);
    } else if (change instanceof RowChange row) {
      onRow(row);
    } else if (change instanceof OwnerChange owner) {
      onOwner(owner);
    }
    return !wasParked && state.parkedSince() != null;
  }

  /** Says a quantum of what is parked; true if something is left. */
  public boolean sweep() {
    boolean areCellsLeft = sayUnsaid();
    boolean areDaysLeft = sayParkedDay();
    if (areCellsLeft || areDaysLeft) {
      return true;
    }
    state.setParkedSince(null);
    return false;
  }

  private void add(Bundle bundle) {
    Map<CellKey, CountsSum> sums = new LinkedHashMap<>();
    Set<CellKey> toSay = new HashSet<>();
    for (MinuteCounts each : bundle.getMinutes()) {
      for (Granularity granularity : Granularity.values()) {
        CellKey key = key(bundle.getKind(), granularity, each.getMinute());
        sums.computeIfAbsent(key, absent -> new CountsSum()).add(each.getCounts());
        if (said.includes(each.getMinute())) {
          toSay.add(key);
        }
      }
    }
    List<Cell> cells = new ArrayList<>();
    sums.forEach(
        (key, sum) -> {
          Cell cell = add(key, sum);
          if (toSay.contains(key)) {
            cells.add(cell);
          }
        });
    widen(bundle.getMinutes().get(0).getMinute());
    widen(bundle.getMinutes().get(bundle.getMinutes().size() - 1).getMinute());
    for (int from = 0; from < cells.size(); from += MOST_CELLS) {
      say(List.copyOf(cells.subList(from, Math.min(from + MOST_CELLS, cells.size()))));
    }
  }

  private Cell add(CellKey key, CountsSum more) {
    KnownCell before = state.cell(key);
    if (before != null) {
      more.add(before.getCounts());
    }
    Counts counts = more.get();
    return set(key, counts.getTotal(), counts);
  }

  private void onRow(RowChange row) {
    Long known = state.minute(row.getRow());
    Long now = row.getMinute();
    boolean isNew = !Objects.equals(known, now);
    if (isNew) {
      state.setMinute(row.getRow(), now);
    }
    if (isNew && known != null) {
      add(row, known, -1);
    }
    if (now != null && (isNew || row.getRefresh())) {
      add(row, now, isNew ? 1 : 0);
    }
    Long before = row.getMinuteBefore();
    if (known == null && before != null && !before.equals(now)) {
      // Another run, which knew more of the log, may have counted it there.
      add(row, before, 0);
    }
  }

  private void add(RowChange row, long minute, int more) {
    StatKind stat = row.getRow().getKind();
    for (Granularity granularity : Granularity.values()) {
      CellKey key = key(stat, granularity, minute);
      KnownCell before = state.cell(key);
      CountsSum sum = new CountsSum();
      if (before != null) {
        sum.add(before.getCounts());
      }
      set(key, row.getVersion(), sum.add(more).get());
    }
    widen(minute);
    if (said.includes(minute)) {
      state.setUnsaid(key(stat, MINUTE, minute), true);
      park(row.getVersion());
    }
  }

  private Cell set(CellKey key, long version, Counts counts) {
    state.setCell(key, new KnownCell(version, counts));
    return new Cell(key, version, counts);
  }

  /**
   * Says all that is known, whatever was said before: for a store that may have lost some of it.
   */
  public void sayAll() {
    Days days = state.days();
    if (days != null) {
      long since = days.getDueSince();
      state.setDays(Days.newBuilder(days).setDue(days.getFirst()).build());
      sayOfAllKinds(stat -> collect(stat, ALL, 0, ALL, since));
      while (sweep()) {}
    }
  }

  private void widen(long minute) {
    long day = Buckets.of(DAY, minute);
    Days days = state.days();
    if (days == null) {
      state.setDays(new Days(day, day, null, 0L));
    } else if (day < days.getFirst() || day > days.getLast()) {
      // All cells of a day before the first are said for the owner of now as they come.
      state.setDays(
          Days.newBuilder(days)
              .setFirst(Math.min(day, days.getFirst()))
              .setLast(Math.max(day, days.getLast()))
              .build());
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
    // Without a row, there is nobody to say it for.
    Long due = owner == null ? null : (Long) days.getFirst();
    long since = change.getVersion();
    state.setDays(new Days(days.getFirst(), days.getLast(), due, since));
    if (owner != null) {
      sayOfAllKinds(stat -> collect(stat, ALL, 0, ALL, since));
      park(change.getVersion());
    }
  }

  private void park(long version) {
    if (state.parkedSince() == null) {
      state.setParkedSince(version);
    }
  }

  /** Says the cells of some minutes that rows have changed; true if there are more. */
  private boolean sayUnsaid() {
    List<CellKey> said = new ArrayList<>();
    Set<CellKey> keys = new LinkedHashSet<>();
    Iterator<CellKey> unsaid = state.unsaid().iterator();
    while (unsaid.hasNext() && said.size() < MOST_MINUTES) {
      CellKey changed = unsaid.next();
      said.add(changed);
      for (Granularity granularity : Granularity.values()) {
        // Savepoints of 0.1.0 have coarser cells among them, too.
        if (granularity.compareTo(changed.getGranularity()) >= 0) {
          keys.add(key(changed.getKind(), granularity, changed.getBucket()));
        }
      }
    }
    boolean areLeft = unsaid.hasNext();
    said.forEach(key -> state.setUnsaid(key, false));
    List<Cell> cells = new ArrayList<>();
    for (CellKey key : keys) {
      KnownCell known = requireNonNull(state.cell(key), "counted");
      cells.add(new Cell(key, known.getVersion(), known.getCounts()));
    }
    if (!cells.isEmpty()) {
      say(cells);
    }
    return areLeft;
  }

  /** Says the next day for a new owner; true if there are more. */
  private boolean sayParkedDay() {
    Days days = state.days();
    Long due = days == null ? null : days.getDue();
    if (days == null || due == null) {
      return false;
    }
    long last = Math.min(days.getLast(), said.to() - 1);
    due = Math.max(due, said.from());
    boolean found = false;
    for (int passed = 0; !found && passed < MOST_EMPTY_DAYS && due <= last; passed++) {
      found = sayDay(due, days.getDueSince());
      due = Buckets.next(DAY, due);
    }
    boolean areLeft = due <= last;
    state.setDays(Days.newBuilder(days).setDue(areLeft ? due : null).build());
    return areLeft;
  }

  /** Says the day, its hours and their minutes, and its month; false if there is nothing. */
  private boolean sayDay(long day, long since) {
    boolean found = sayOfAllKinds(stat -> collect(stat, DAY, day, MINUTE, since));
    if (found) {
      sayOfAllKinds(stat -> collect(stat, MONTH, day, MONTH, since));
    }
    return found;
  }

  private boolean sayOfAllKinds(Function<StatKind, List<Cell>> cellsOf) {
    boolean any = false;
    for (StatKind stat : StatKind.values()) {
      List<Cell> cells = cellsOf.apply(stat);
      if (!cells.isEmpty()) {
        say(cells);
        any = true;
      }
    }
    return any;
  }

  /** What is counted of a user is stored among their own cells alone. */
  private void say(List<Cell> cells) {
    effects.accept(
        kind == SubjectKind.USER
            ? new Cells(0L, id, cells, null)
            : new Cells(id, state.owner(), cells, null));
  }

  /** A cell, and all finer ones in it down to a granularity. */
  private List<Cell> collect(
      StatKind stat, Granularity granularity, long seconds, Granularity finest, long since) {
    CellKey key = key(stat, granularity, seconds);
    KnownCell known = state.cell(key);
    if (known == null) {
      return List.of();
    }
    List<Cell> cells = new ArrayList<>();
    cells.add(
        StatKinds.ROWS.contains(stat) && known.getVersion() < since
            ? set(key, since, known.getCounts())
            : new Cell(key, known.getVersion(), known.getCounts()));
    if (granularity != finest) {
      Granularity finer = Granularity.values()[granularity.ordinal() - 1];
      long end = Buckets.next(granularity, key.getBucket());
      for (long each = key.getBucket(); each < end; each = Buckets.next(finer, each)) {
        cells.addAll(collect(stat, finer, each, finest, since));
      }
    }
    return cells;
  }

  private static CellKey key(StatKind stat, Granularity granularity, long seconds) {
    return new CellKey(stat, granularity, Buckets.of(granularity, seconds));
  }
}
