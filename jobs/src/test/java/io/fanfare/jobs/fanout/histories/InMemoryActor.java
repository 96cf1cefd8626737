package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.fanout.Followers;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An actor's state in memory. */
final class InMemoryActor implements ActorState {

  private final Map<OutboxKey, OutboxEntry> outbox;
  private final InMemoryBlocks blocks;
  private final IdList ownList;
  private Followers followers;

  InMemoryActor() {
    this(new HashMap<>(), new InMemoryBlocks(), new Followers(0, false));
  }

  private InMemoryActor(
      Map<OutboxKey, OutboxEntry> outbox, InMemoryBlocks blocks, Followers followers) {
    this.outbox = outbox;
    this.blocks = blocks;
    this.ownList = new IdList(blocks);
    this.followers = followers;
  }

  InMemoryActor copy() {
    return new InMemoryActor(new HashMap<>(outbox), blocks.copy(), followers);
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
    return List.copyOf(outbox.entrySet());
  }

  @Override
  public Followers followers() {
    return followers;
  }

  @Override
  public void setFollowers(Followers changed) {
    followers = changed;
  }

  @Override
  public IdList ownList() {
    return ownList;
  }
}
