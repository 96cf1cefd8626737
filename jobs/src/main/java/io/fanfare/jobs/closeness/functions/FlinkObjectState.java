package io.fanfare.jobs.closeness.functions;

import io.fanfare.jobs.closeness.domain.ObjectState;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.closeness.Sweep;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current track or playlist. */
final class FlinkObjectState implements ObjectState {

  private final KeyedValue<Long> owner;
  private final KeyedValue<Sweep> sweep;
  private final IdList likers;
  private final IdList reposters;
  private final IdList comments;
  private final KeyedMap<Long, Long> commenters;

  FlinkObjectState(RuntimeContext context) {
    owner = new KeyedValue<>(context, "owner", Types.LONG);
    sweep = new KeyedValue<>(context, "sweep", new AvroTypeInfo<>(Sweep.class));
    likers = new IdList(new FlinkIdBlocks(context, "liker"));
    reposters = new IdList(new FlinkIdBlocks(context, "reposter"));
    comments = new IdList(new FlinkIdBlocks(context, "comment"));
    commenters = new KeyedMap<>(context, "commenters", Types.LONG, Types.LONG);
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
  public @Nullable Sweep sweep() {
    return sweep.get();
  }

  @Override
  public void setSweep(@Nullable Sweep changed) {
    sweep.set(changed);
  }

  @Override
  public IdList likers() {
    return likers;
  }

  @Override
  public IdList reposters() {
    return reposters;
  }

  @Override
  public IdList comments() {
    return comments;
  }

  @Override
  public @Nullable Long commenter(long comment) {
    return commenters.get(comment);
  }

  @Override
  public void setCommenter(long comment, @Nullable Long user) {
    if (user == null) {
      commenters.remove(comment);
    } else {
      commenters.put(comment, user);
    }
  }
}
