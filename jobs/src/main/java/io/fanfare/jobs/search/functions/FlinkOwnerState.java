package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.search.domain.OwnerState;
import io.fanfare.schemas.search.DocumentKind;
import io.fanfare.schemas.search.OwnerNames;
import io.fanfare.schemas.search.OwnerSweep;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current user. */
final class FlinkOwnerState implements OwnerState {

  private final KeyedValue<OwnerNames> names;
  private final KeyedValue<OwnerSweep> sweep;
  private final IdList tracks;
  private final IdList playlists;

  FlinkOwnerState(RuntimeContext context) {
    names = new KeyedValue<>(context, "names", new AvroTypeInfo<>(OwnerNames.class));
    sweep = new KeyedValue<>(context, "sweep", new AvroTypeInfo<>(OwnerSweep.class));
    tracks = new IdList(new FlinkIdBlocks(context, "track"));
    playlists = new IdList(new FlinkIdBlocks(context, "playlist"));
  }

  @Override
  public @Nullable OwnerNames names() {
    return names.get();
  }

  @Override
  public void setNames(@Nullable OwnerNames changed) {
    names.set(changed);
  }

  @Override
  public IdList owned(DocumentKind kind) {
    return switch (kind) {
      case TRACK -> tracks;
      case PLAYLIST -> playlists;
      case USER -> throw new IllegalArgumentException("A user has no owner");
    };
  }

  @Override
  public @Nullable OwnerSweep sweep() {
    return sweep.get();
  }

  @Override
  public void setSweep(@Nullable OwnerSweep changed) {
    sweep.set(changed);
  }
}
