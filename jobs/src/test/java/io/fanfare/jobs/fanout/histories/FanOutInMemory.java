package io.fanfare.jobs.fanout.histories;

import io.fanfare.jobs.fanout.domain.ActorChanges;
import io.fanfare.jobs.fanout.domain.ActorRule;
import io.fanfare.jobs.fanout.domain.Effects;
import io.fanfare.jobs.runtime.domain.Stamp;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * All actors and shards in one place: the fan-out job without Flink. Elements travel at any pace.
 * Only the order within one key's channel is kept; any number of subtasks keeps at least that.
 */
public final class FanOutInMemory implements Effects {

  /** How many records pass by, on average, before a shard's next quantum. */
  private static final int SLOWNESS = 12;

  public final List<FanOutChunk> chunks;
  public final Set<Lane> lanes = EnumSet.noneOf(Lane.class);
  private final History.Setup setup;
  private final Random interleaving;
  private final Fault fault;
  private final ActorRule rule;
  private final Map<Long, InMemoryActor> actors = new LinkedHashMap<>();
  private final Map<ShardKey, InMemoryShard> shards = new LinkedHashMap<>();
  private final Channels<Way<Long>, ActorChange> changes;
  private final Channels<Way<ShardKey>, FollowerCommand> commands;
  private int position;
  private int startedAt;
  private long readAt = Long.MIN_VALUE;

  private record ShardKey(long actor, int shard) {}

  private record Way<K>(K key, int way) {}

  public FanOutInMemory(int mostOwnFollowers, int quantum, Random interleaving) {
    this(
        new History.Setup(mostOwnFollowers, quantum),
        interleaving,
        Fault.NONE,
        new ArrayList<>(),
        new Channels<>(),
        new Channels<>());
  }

  private FanOutInMemory(
      History.Setup setup,
      Random interleaving,
      Fault fault,
      List<FanOutChunk> chunks,
      Channels<Way<Long>, ActorChange> changes,
      Channels<Way<ShardKey>, FollowerCommand> commands) {
    this.setup = setup;
    this.interleaving = interleaving;
    this.fault = fault;
    this.chunks = chunks;
    this.changes = changes;
    this.commands = commands;
    this.rule = new ActorRule(setup.mostOwnFollowers());
  }

  static FanOutInMemory of(History.Setup setup, Random interleaving, Fault fault) {
    return new FanOutInMemory(
        setup, interleaving, fault, new ArrayList<>(), new Channels<>(), new Channels<>());
  }

  /**
   * A snapshot, with all elements on their way. Later effects are added to those emitted so far.
   */
  FanOutInMemory copy() {
    FanOutInMemory copy =
        new FanOutInMemory(setup, interleaving, fault, chunks, changes.copy(), commands.copy());
    actors.forEach((actor, state) -> copy.actors.put(actor, state.copy()));
    shards.forEach((key, shard) -> copy.shards.put(key, shard.copy()));
    copy.position = position;
    copy.startedAt = startedAt;
    copy.readAt = readAt;
    return copy;
  }

  /** The state that comes back from a snapshot after a crash. */
  FanOutInMemory restored(FanOutInMemory crashed) {
    FanOutInMemory restored = copy();
    restored.shards.replaceAll((key, shard) -> fault.restored(shard));
    restored.position = fault.restoredPosition(position, crashed.position);
    restored.startedAt = restored.position;
    restored.readAt = crashed.readAt;
    return restored;
  }

  int position() {
    return position;
  }

  void read(Logged record) {
    position++;
    // After a crash, records are read later than they were at first.
    readAt = Math.max(readAt, record.readAt());
    Stamp stamp =
        new Stamp(
            fault.version(record, position - startedAt), fault.time(record.appendTime(), readAt));
    if (record.value() instanceof ModelBroadcast change) {
      read(change, stamp);
    } else {
      read((StrayEntry) record.value(), stamp);
    }
  }

  public void read(ModelBroadcast change, Stamp stamp) {
    take(ActorChanges.of(change, stamp));
  }

  public void read(StrayEntry stray, Stamp stamp) {
    take(ActorChanges.of(stray, stamp));
  }

  private void take(List<ActorChange> taken) {
    for (ActorChange change : fault.changes(taken)) {
      changes.add(new Way<>(change.getActorId(), fault.way(change)), change);
    }
    changes.some(interleaving).forEach(this::decide);
    commands.some(interleaving).forEach(this::takeCommand);
    for (InMemoryShard shard : shards.values()) {
      if (shard.isBusy() && interleaving.nextInt(SLOWNESS) == 0) {
        shard.run(this::batch);
      }
    }
  }

  /**
   * All elements on their way arrive, as before an aligned checkpoint; parked work stays parked.
   */
  void arrive() {
    changes.all().forEach(this::decide);
    commands.all().forEach(this::takeCommand);
  }

  public void drain() {
    arrive();
    for (InMemoryShard shard : shards.values()) {
      while (shard.isBusy()) {
        shard.run(this::batch);
      }
    }
  }

  private void decide(ActorChange change) {
    InMemoryActor actor = actors.computeIfAbsent(change.getActorId(), id -> new InMemoryActor());
    fault.decide(rule, change, actor, this);
  }

  private void takeCommand(FollowerCommand command) {
    shards
        .computeIfAbsent(keyOf(command), key -> new InMemoryShard(setup.quantum()))
        .enqueue(command, this::batch);
  }

  @Override
  public void chunk(Lane lane, FanOutChunk chunk) {
    chunks.addAll(fault.chunk(chunk));
    lanes.add(lane);
  }

  private void batch(FanOutChunk chunk) {
    chunk(Lane.BATCH, chunk);
  }

  @Override
  public void command(FollowerCommand command) {
    if (!fault.loses(command)) {
      commands.add(new Way<>(keyOf(command), fault.way(command)), command);
    }
  }

  private static ShardKey keyOf(FollowerCommand command) {
    return new ShardKey(command.getActorId(), command.getBucket());
  }

  /** The writes of all chunks. */
  public List<Write> writes() {
    return chunks.stream().flatMap(chunk -> writes(chunk).stream()).toList();
  }

  static List<Write> writes(FanOutChunk chunk) {
    List<Write> writes = new ArrayList<>();
    for (Activity activity : chunk.getActivities()) {
      for (long recipient : chunk.getRecipients()) {
        writes.add(new Write(chunk.getOperation(), chunk.getVersion(), recipient, activity));
      }
    }
    return writes;
  }
}
