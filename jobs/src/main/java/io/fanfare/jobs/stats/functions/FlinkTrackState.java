package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.stats.domain.TrackState;
import io.fanfare.schemas.stats.CellKey;
import io.fanfare.schemas.stats.Counts;
import io.fanfare.schemas.stats.Days;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current track. */
final class FlinkTrackState implements TrackState {

  private final KeyedValue<Long> owner;
  private final KeyedValue<Days> days;
  private final KeyedMap<CellKey, Counts> cells;

  FlinkTrackState(RuntimeContext context) {
    owner = new KeyedValue<>(context.getState(new ValueStateDescriptor<>("owner", Types.LONG)));
    days =
        new KeyedValue<>(
            context.getState(new ValueStateDescriptor<>("days", new AvroTypeInfo<>(Days.class))));
    cells =
        new KeyedMap<>(
            context.getMapState(
                new MapStateDescriptor<>(
                    "cells", new AvroTypeInfo<>(CellKey.class), new AvroTypeInfo<>(Counts.class))));
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
  public @Nullable Counts cell(CellKey key) {
    return cells.get(key);
  }

  @Override
  public void setCell(CellKey key, Counts counts) {
    cells.put(key, counts);
  }

  @Override
  public @Nullable Days days() {
    return days.get();
  }

  @Override
  public void setDays(Days changed) {
    days.set(changed);
  }
}
