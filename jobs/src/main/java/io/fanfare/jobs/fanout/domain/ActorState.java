package io.fanfare.jobs.fanout.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.fanout.Followers;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of an actor's key. */
public interface ActorState {

  @Nullable OutboxEntry published(OutboxKey key);

  void publish(OutboxKey key, OutboxEntry entry);

  void retract(OutboxKey key);

  /** All published activities, in no particular order. */
  Iterable<Map.Entry<OutboxKey, OutboxEntry>> outbox();

  Followers followers();

  void setFollowers(Followers followers);

  /** The actor's own followers; empty once they moved to shards. */
  IdList ownList();
}
