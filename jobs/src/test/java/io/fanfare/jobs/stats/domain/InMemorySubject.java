package io.fanfare.jobs.stats.domain;

import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.RowKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subject's state without Flink. */
final class InMemorySubject implements SubjectState {
  private @Nullable Long owner;
  private @Nullable Days days;
  private @Nullable Long parkedSince;
  final Map<CellKey, KnownCell> cells = new HashMap<>();
  private final Map<RowKey, Long> rows = new HashMap<>();
  private final Set<CellKey> pending = new HashSet<>();

  /** Whether it keeps cells that have counted nothing yet. */
  boolean keepsEmptyCells = true;

  /** How often a cell was looked up. */
  int looks;

  InMemorySubject copy() {
    InMemorySubject copy = new InMemorySubject();
    copy.parkedSince = parkedSince;
    copy.rows.putAll(rows);
    copy.pending.addAll(pending);
    copy.owner = owner;
    copy.days = days;
    copy.cells.putAll(cells);
    return copy;
  }

  @Override
  public @Nullable Long owner() {
    return owner;
  }

  @Override
  public void setOwner(@Nullable Long changed) {
    owner = changed;
  }

  @Override
  public @Nullable KnownCell cell(CellKey key) {
    looks++;
    return cells.get(key);
  }

  @Override
  public void setCell(CellKey key, KnownCell cell) {
    if (keepsEmptyCells || cell.getVersion() > 0) {
      cells.put(key, cell);
    }
  }

  @Override
  public void removeCell(CellKey key) {
    cells.remove(key);
  }

  @Override
  public @Nullable Long minute(RowKey row) {
    return rows.get(row);
  }

  @Override
  public void setMinute(RowKey row, @Nullable Long minute) {
    if (minute == null) {
      rows.remove(row);
    } else {
      rows.put(row, minute);
    }
  }

  @Override
  public Iterable<CellKey> pending() {
    return pending;
  }

  @Override
  public void setPending(CellKey key, boolean isPending) {
    if (isPending) {
      pending.add(key);
    } else {
      pending.remove(key);
    }
  }

  @Override
  public @Nullable Long parkedSince() {
    return parkedSince;
  }

  @Override
  public void setParkedSince(@Nullable Long version) {
    parkedSince = version;
  }

  @Override
  public @Nullable Days days() {
    return days;
  }

  @Override
  public void setDays(Days changed) {
    days = changed;
  }
}
