package io.fanfare.jobs.stats.domain;

import static io.fanfare.schemas.stats.Granularity.ALL;
import static io.fanfare.schemas.stats.Granularity.DAY;
import static io.fanfare.schemas.stats.Granularity.MINUTE;
import static io.fanfare.schemas.stats.Granularity.MONTH;

import io.fanfare.schemas.stats.Buckets;
import io.fanfare.schemas.stats.Bundle;
import io.fanfare.schemas.stats.Cell;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.CountsSum;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.Granularity;
import io.fanfare.schemas.stats.OwnerChange;
import io.fanfare.schemas.stats.StatKind;
import io.fanfare.schemas.stats.TrackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Counts at the key of a track. What comes is added to a cell of every granularity, so that those
 * of coarser buckets are the sums of finer ones; each is said as it stands then. When the track
 * changes hands, all of it is said again for who owns it now, a day at a time; what comes meanwhile
 * is said for them at once.
 */
public final class TrackRule {

  /** Days without anything that one call passes over at most. */
  private static final int MOST_EMPTY_DAYS = 366;

  private TrackRule() {}

  /**
   * Applies a change; true if something is parked from now on, so that {@link #sweep} is to be
   * called until it says that nothing is left.
   */
  public static boolean apply(TrackChange change, TrackState track, Consumer<Cells> effects) {
    if (change.getChange() instanceof Bundle bundle) {
      effects.accept(add(change.getTrackId(), bundle, track));
      return false;
    }
    return change.getChange() instanceof OwnerChange owner
        && onOwner(change.getTrackId(), owner, track, effects);
  }

  /** Says a quantum of what is parked; true if something is left. */
  public static boolean sweep(long trackId, TrackState track, Consumer<Cells> effects) {
    Days days = track.days();
    Long due = days == null ? null : days.getDue();
    if (days == null || due == null) {
      return false;
    }
    boolean found = false;
    for (int passed = 0; !found && passed < MOST_EMPTY_DAYS && due <= days.getLast(); passed++) {
      found = sayDay(trackId, track, effects, due);
      due = Buckets.next(DAY, due);
    }
    boolean left = due <= days.getLast();
    track.setDays(new Days(days.getFirst(), days.getLast(), left ? due : null));
    return left;
  }

  private static Cells add(long trackId, Bundle bundle, TrackState track) {
    List<Cell> cells = new ArrayList<>();
    for (Granularity granularity : Granularity.values()) {
      CellKey key = key(bundle.getKind(), granularity, bundle.getMinute());
      Counts before = track.cell(key);
      Counts counts =
          before == null
              ? bundle.getCounts()
              : new CountsSum().add(before).add(bundle.getCounts()).get();
      track.setCell(key, counts);
      cells.add(new Cell(key, counts.getTotal(), counts));
    }
    widen(Buckets.of(DAY, bundle.getMinute()), track);
    return new Cells(trackId, track.owner(), cells);
  }

  private static void widen(long day, TrackState track) {
    Days days = track.days();
    if (days == null) {
      track.setDays(new Days(day, day, null));
    } else if (day < days.getFirst() || day > days.getLast()) {
      // All cells of a day before the first are said for the owner of now as they come.
      track.setDays(
          new Days(Math.min(day, days.getFirst()), Math.max(day, days.getLast()), days.getDue()));
    }
  }

  private static boolean onOwner(
      long trackId, OwnerChange change, TrackState track, Consumer<Cells> effects) {
    Long owner = change.getOwnerId();
    if (Objects.equals(owner, track.owner()) && !change.getRefresh()) {
      return false;
    }
    track.setOwner(owner);
    Days days = track.days();
    if (days == null) {
      return false;
    }
    // Without a row, there is nobody to say it for.
    Long due = owner == null ? null : (Long) days.getFirst();
    boolean isParked = days.getDue() != null;
    track.setDays(new Days(days.getFirst(), days.getLast(), due));
    if (due != null) {
      say(trackId, track, effects, kind -> collect(kind, ALL, 0, ALL, track));
    }
    return due != null && !isParked;
  }

  /** Says the day, its hours and their minutes, and its month; false if there is nothing. */
  private static boolean sayDay(long trackId, TrackState track, Consumer<Cells> effects, long day) {
    boolean found = say(trackId, track, effects, kind -> collect(kind, DAY, day, MINUTE, track));
    if (found) {
      say(trackId, track, effects, kind -> collect(kind, MONTH, day, MONTH, track));
    }
    return found;
  }

  private static boolean say(
      long trackId,
      TrackState track,
      Consumer<Cells> effects,
      Function<StatKind, List<Cell>> cellsOf) {
    boolean any = false;
    for (StatKind kind : StatKind.values()) {
      List<Cell> cells = cellsOf.apply(kind);
      if (!cells.isEmpty()) {
        effects.accept(new Cells(trackId, track.owner(), cells));
        any = true;
      }
    }
    return any;
  }

  /** A cell, and all finer ones in it down to a granularity. */
  private static List<Cell> collect(
      StatKind kind, Granularity granularity, long seconds, Granularity finest, TrackState track) {
    CellKey key = key(kind, granularity, seconds);
    Counts counts = track.cell(key);
    if (counts == null) {
      return List.of();
    }
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(key, counts.getTotal(), counts));
    if (granularity != finest) {
      Granularity finer = Granularity.values()[granularity.ordinal() - 1];
      long end = Buckets.next(granularity, key.getBucket());
      for (long each = key.getBucket(); each < end; each = Buckets.next(finer, each)) {
        cells.addAll(collect(kind, finer, each, finest, track));
      }
    }
    return cells;
  }

  private static CellKey key(StatKind kind, Granularity granularity, long seconds) {
    return new CellKey(kind, granularity, Buckets.of(granularity, seconds));
  }
}
