package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.SubjectKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cells of one subject: kept in its state, and emitted as they stand there. */
final class SubjectCells {

  /** Cells that one message holds at most. */
  private static final int MOST_CELLS = 200;

  private static final Set<Granularity> COARSER =
      EnumSet.complementOf(EnumSet.of(Granularity.MINUTE));

  /** The version of a cell whose counts have not come yet. */
  private static final long NOTHING_COUNTED = 0;

  private final SubjectKind kind;
  private final long id;
  private final SubjectState state;
  private final Consumer<Cells> effects;

  SubjectCells(SubjectKind kind, long id, SubjectState state, Consumer<Cells> effects) {
    this.kind = kind;
    this.id = id;
    this.state = state;
    this.effects = effects;
  }

  /**
   * @param seconds any time in the bucket, s since the epoch
   */
  static CellKey key(StatKind stat, Granularity granularity, long seconds) {
    return new CellKey(stat, granularity, Buckets.of(granularity, seconds));
  }

  /** Null if the cell does not exist. */
  @Nullable Cell get(CellKey key) {
    KnownCell known = state.cell(key);
    return known == null ? null : new Cell(key, known.getVersion(), known.getCounts());
  }

  /**
   * Adds events. Their number only grows, so it is the cell's version.
   *
   * @param more the cell's former counts are added to it
   */
  Cell addEvents(CellKey key, CountsSum more) {
    KnownCell before = state.cell(key);
    if (before != null) {
      more.add(before.getCounts());
    }
    Counts counts = more.get();
    return set(key, counts.getTotal(), counts);
  }

  /**
   * Makes the cells of coarser buckets if they do not exist yet. Their counts follow, but the days
   * of a subject are found by them.
   */
  void prepareCoarser(CellKey minute) {
    for (Granularity granularity : COARSER) {
      CellKey key = key(minute.getKind(), granularity, minute.getBucket());
      if (state.cell(key) != null) {
        return;
      }
      set(key, NOTHING_COUNTED, new CountsSum().get());
    }
  }

  /** Adds rows, or takes them away. Their number may fall, so the change gives the version. */
  void addRows(CellKey key, int more, long version) {
    KnownCell before = state.cell(key);
    CountsSum sum = new CountsSum();
    if (before != null) {
      sum.add(before.getCounts());
    }
    set(key, version, sum.add(more).get());
  }

  Cell set(CellKey key, long version, Counts counts) {
    state.setCell(key, new KnownCell(version, counts));
    return new Cell(key, version, counts);
  }

  /** Emits cells for the track and its owner; cells of a user for this user alone. */
  void emit(List<Cell> found) {
    List<Cell> cells = found.stream().filter(cell -> cell.getVersion() != NOTHING_COUNTED).toList();
    for (int from = 0; from < cells.size(); from += MOST_CELLS) {
      List<Cell> some = List.copyOf(cells.subList(from, Math.min(from + MOST_CELLS, cells.size())));
      effects.accept(
          kind == SubjectKind.USER
              ? new Cells(0L, id, some, null)
              : new Cells(id, state.owner(), some, null));
    }
  }
}
