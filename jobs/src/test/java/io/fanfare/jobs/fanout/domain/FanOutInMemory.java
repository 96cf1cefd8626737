package io.fanfare.jobs.fanout.domain;

import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.jobs.runtime.domain.InMemoryBlocks;
import io.fanfare.schemas.dashboard.Activity;
import io.fanfare.schemas.dashboard.EntryOperation;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.models.ModelBroadcast;
import io.fanfare.schemas.models.StrayEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** All actors and buckets in one place: the fan-out job without Flink. */
final class FanOutInMemory implements Effects {

  /** One write to a dashboard. */
  record Write(EntryOperation operation, long version, long recipient, Activity activity) {}

  private record BucketKey(long actor, int bucket) {}

  private record Bucket(FollowerBucket rule, InMemoryCommands parked) {}

  final List<Write> writes = new ArrayList<>();
  final List<FanOutChunk> chunks = new ArrayList<>();
  final Set<Lane> lanes = EnumSet.noneOf(Lane.class);
  private final Map<Long, InMemoryActor> actors = new HashMap<>();
  private final Map<BucketKey, Bucket> buckets = new HashMap<>();
  private final Deque<FollowerCommand> commands = new ArrayDeque<>();
  private final ActorRule rule;
  private final int quantum;
  private final Random interleaving;

  FanOutInMemory(int mostOwnFollowers, int quantum, Random interleaving) {
    this.rule = new ActorRule(mostOwnFollowers);
    this.quantum = quantum;
    this.interleaving = interleaving;
  }

  void read(ModelBroadcast change, long version) {
    apply(ActorChanges.of(change, version));
  }

  void read(StrayEntry stray, long version) {
    apply(ActorChanges.of(stray, version));
  }

  private void apply(List<ActorChange> changes) {
    for (ActorChange actorChange : changes) {
      InMemoryActor actor =
          actors.computeIfAbsent(actorChange.getActorId(), id -> new InMemoryActor());
      rule.apply(actorChange, actor, this);
    }
    // Commands travel, and buckets work on, at any pace: only the order of one channel is kept.
    while (!commands.isEmpty() && interleaving.nextInt(3) > 0) {
      takeCommand();
    }
    buckets.values().stream()
        .filter(bucket -> interleaving.nextBoolean())
        .forEach(bucket -> bucket.rule().run(this));
  }

  void drain() {
    while (!commands.isEmpty()) {
      takeCommand();
    }
    for (Bucket bucket : buckets.values()) {
      while (bucket.rule().run(this)) {
        // A quantum each.
      }
    }
  }

  private void takeCommand() {
    FollowerCommand command = commands.removeFirst();
    buckets
        .computeIfAbsent(
            new BucketKey(command.getActorId(), command.getBucket()), key -> newBucket())
        .rule()
        .take(command, this);
  }

  private Bucket newBucket() {
    InMemoryCommands parked = new InMemoryCommands();
    IdList followers = new IdList(new InMemoryBlocks());
    return new Bucket(new FollowerBucket(followers, parked, quantum), parked);
  }

  boolean nothingIsParked() {
    return buckets.values().stream().allMatch(bucket -> bucket.parked().commands.isEmpty());
  }

  @Override
  public void chunk(Lane lane, FanOutChunk chunk) {
    chunks.add(chunk);
    lanes.add(lane);
    for (Activity activity : chunk.getActivities()) {
      for (long recipient : chunk.getRecipients()) {
        writes.add(new Write(chunk.getOperation(), chunk.getVersion(), recipient, activity));
      }
    }
  }

  @Override
  public void command(FollowerCommand command) {
    commands.addLast(command);
  }
}
