package io.fanfare.jobs.fanout.domain;

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

  private final Map<OutboxKey, OutboxEntry> outbox = new HashMap<>();
  private final IdList ownList = new IdList(new InMemoryBlocks());
  private Followers followers = new Followers(0, false);

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
