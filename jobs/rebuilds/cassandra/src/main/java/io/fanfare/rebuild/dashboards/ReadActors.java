package io.fanfare.rebuild.dashboards;

import io.fanfare.connectors.cassandra.ActivityKindCode;
import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.jobs.fanout.domain.Shards;
import io.fanfare.jobs.fanout.functions.FlinkActorState;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.rebuild.dashboards.FanOut.Activities;
import io.fanfare.schemas.fanout.OutboxEntry;
import io.fanfare.schemas.fanout.OutboxKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;

/** Reads what the fan-out job holds of an actor: the outbox, and the followers unless in shards. */
final class ReadActors extends ReadFanOut<Long> {

  private static final long serialVersionUID = 1L;

  /** Activities of one record: with a block of followers, some tens of thousands of entries. */
  private static final int MOST_ACTIVITIES = 128;

  private final RebuiltPart part;
  private transient ActorState actor;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  ReadActors(RebuiltPart part) {
    this.part = part;
  }

  @Override
  public void open(Configuration parameters) {
    actor = new FlinkActorState(getRuntimeContext());
  }

  @Override
  protected void read(Long id, Consumer<FanOut> out) {
    List<Activities> outbox = outbox();
    if (outbox.isEmpty()) {
      return;
    }
    if (actor.followers().getSpread()) {
      for (int shard = 0; shard < Shards.COUNT; shard++) {
        for (Activities some : outbox) {
          out.accept(FanOut.activities(id, shard, some));
        }
      }
      return;
    }
    IdList followers = actor.ownList();
    for (long block : followers.blockNumbers()) {
      long[] recipients = part.recipientsOf(followers.ids(block));
      if (recipients.length > 0) {
        outbox.forEach(some -> out.accept(FanOut.whole(id, some, recipients)));
      }
    }
  }

  /** The activities that are rebuilt, in parts. */
  private List<Activities> outbox() {
    List<Activities> parts = new ArrayList<>();
    List<Map.Entry<OutboxKey, OutboxEntry>> some = new ArrayList<>();
    for (Map.Entry<OutboxKey, OutboxEntry> entry : actor.outbox()) {
      long time = entry.getValue().getActivityTime();
      if (!part.hasTime(time)) {
        continue;
      }
      some.add(entry);
      if (some.size() == MOST_ACTIVITIES) {
        parts.add(columns(some));
        some.clear();
      }
    }
    if (!some.isEmpty()) {
      parts.add(columns(some));
    }
    return parts;
  }

  private static Activities columns(List<Map.Entry<OutboxKey, OutboxEntry>> entries) {
    byte[] kinds = new byte[entries.size()];
    long[] objects = new long[entries.size()];
    long[] times = new long[entries.size()];
    for (int i = 0; i < kinds.length; i++) {
      OutboxKey key = entries.get(i).getKey();
      kinds[i] = ActivityKindCode.of(key.getKind());
      objects[i] = key.getObjectId();
      times[i] = entries.get(i).getValue().getActivityTime();
    }
    return new Activities(kinds, objects, times);
  }
}
