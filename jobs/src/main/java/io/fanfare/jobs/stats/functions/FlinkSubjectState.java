package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.stats.domain.SubjectState;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Days;
import io.fanfare.schemas.stats.KnownCell;
import io.fanfare.schemas.stats.RowKey;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current subject. */
final class FlinkSubjectState implements SubjectState {

  /** Every subject with cells has this state. */
  static final String DAYS = "days";

  /** Savepoints name the pending minutes so: never to be changed. */
  private static final String PENDING = "unsaid";

  private final KeyedValue<Long> owner;
  private final KeyedValue<Days> days;
  private final KeyedValue<Long> parkedSince;
  private final KeyedMap<CellKey, KnownCell> cells;
  private final KeyedMap<CellKey, Boolean> pending;
  private final KeyedMap<RowKey, Long> rows;

  FlinkSubjectState(RuntimeContext context) {
    AvroTypeInfo<CellKey> cellKey = new AvroTypeInfo<>(CellKey.class);
    owner = new KeyedValue<>(context, "owner", Types.LONG);
    days = new KeyedValue<>(context, DAYS, new AvroTypeInfo<>(Days.class));
    parkedSince = new KeyedValue<>(context, "parked-since", Types.LONG);
    cells = new KeyedMap<>(context, "cells", cellKey, new AvroTypeInfo<>(KnownCell.class));
    pending = new KeyedMap<>(context, PENDING, cellKey, Types.BOOLEAN);
    rows = new KeyedMap<>(context, "rows", new AvroTypeInfo<>(RowKey.class), Types.LONG);
  }

  @Override
  public @Nullable Long owner() {
    return owner.get();
  }

  @Override
  public void setOwner(@Nullable Long changed) {
    owner.set(changed);
  }

  @Override
  public @Nullable KnownCell cell(CellKey key) {
    return cells.get(key);
  }

  @Override
  public void setCell(CellKey key, KnownCell cell) {
    cells.put(key, cell);
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
  public @Nullable Days days() {
    return days.get();
  }

  @Override
  public void setDays(Days changed) {
    days.set(changed);
  }

  @Override
  public Iterable<CellKey> pending() {
    return pending.keys();
  }

  @Override
  public void setPending(CellKey key, boolean isPending) {
    if (isPending) {
      pending.put(key, true);
    } else {
      pending.remove(key);
    }
  }

  @Override
  public @Nullable Long parkedSince() {
    return parkedSince.get();
  }

  @Override
  public void setParkedSince(@Nullable Long version) {
    parkedSince.set(version);
  }
}
