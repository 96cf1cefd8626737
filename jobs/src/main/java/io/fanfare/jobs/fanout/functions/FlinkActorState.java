package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.KeyedMap;
import io.fanfare.jobs.runtime.KeyedValue;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.fanout.Followers;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** The state of the current actor. */
public final class FlinkActorState implements ActorState {

  private static final Followers NONE = new Followers(0, false);

  private final KeyedMap<OutboxKey, OutboxEntry> outbox;
  private final KeyedValue<Followers> followers;
  private final IdList ownList;

  public FlinkActorState(RuntimeContext context) {
    outbox =
        new KeyedMap<>(
            context,
            "outbox",
            new AvroTypeInfo<>(OutboxKey.class),
            new AvroTypeInfo<>(OutboxEntry.class));
    followers = new KeyedValue<>(context, "followers", new AvroTypeInfo<>(Followers.class));
    ownList = new IdList(new FlinkIdBlocks(context, "follower"));
  }

  @Override
  public @Nullable OutboxEntry published(OutboxKey key) {
    return outbox.get(key);
  }

  @Override
  public void publish(OutboxKey key, OutboxEntry entry) {
    outbox.put(key, entry);
  }

  @Override
  public void retract(OutboxKey key) {
    outbox.remove(key);
  }

  @Override
  public Iterable<Map.Entry<OutboxKey, OutboxEntry>> outbox() {
    return outbox.entries();
  }

  @Override
  public Followers followers() {
    Followers known = followers.get();
    return known == null ? NONE : known;
  }

  @Override
  public void setFollowers(Followers changed) {
    followers.set(changed.equals(NONE) ? null : changed);
  }

  @Override
  public IdList ownList() {
    return ownList;
  }
}
