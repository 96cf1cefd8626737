package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.ActorRule;
import io.fanfare.jobs.fanout.domain.ActorState;
import io.fanfare.jobs.fanout.domain.Effects;
import io.fanfare.jobs.fanout.domain.LaneMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.SubtaskKeys;
import io.fanfare.schemas.dashboard.Cause;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.dashboard.Lane;
import io.fanfare.schemas.fanout.ActorChange;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.fanout.FollowerOperation;
import io.fanfare.schemas.progress.MarkerCopy;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by actor: {@link ActorRule} on the actor's state. Passes each marker on to all shards. */
public final class DecideAtActor extends KeyedProcessFunction<Long, ActorChange, FanOutChunk> {

  private static final long serialVersionUID = 1L;

  /** No actor has this shard: a command with a marker belongs to no actor. */
  private static final int NO_SHARD = -1;

  private final int mostOwnFollowers;
  private transient ActorRule rule;
  private transient ActorState actor;
  private transient LaneMarkers laneMarkers;
  private transient List<Tuple2<Long, Integer>> shardSubtasks;

  /**
   * @param mostOwnFollowers the most followers that stay in the actor's own state
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtActor(int mostOwnFollowers) {
    this.mostOwnFollowers = mostOwnFollowers;
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new ActorRule(mostOwnFollowers);
    actor = new FlinkActorState(getRuntimeContext());
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int parallelism = task.getNumberOfParallelSubtasks();
    laneMarkers = new LaneMarkers(task.getIndexOfThisSubtask(), parallelism);
    shardSubtasks = SubtaskKeys.of(parallelism, actorId -> Tuple2.of(actorId, NO_SHARD));
  }

  @Override
  public void processElement(ActorChange change, Context context, Collector<FanOutChunk> out) {
    Effects effects = FanOutOutputs.of(out, context::output);
    if (change.getChange() instanceof MarkerCopy copy) {
      pass(copy, effects);
    } else {
      rule.apply(change, actor, effects);
    }
  }

  private void pass(MarkerCopy marker, Effects effects) {
    if (!MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), marker)) {
      return;
    }
    for (Lane lane : Lane.values()) {
      laneMarkers
          .ofDecide(lane, marker.getId(), marker.getVersion())
          .forEach(chunk -> effects.chunk(lane, chunk));
    }
    for (MarkerCopy copy :
        MarkerCopies.of(marker.getId(), marker.getVersion(), shardSubtasks.size())) {
      effects.command(command(copy, shardSubtasks.get(copy.getSubtask()).f0));
    }
  }

  private static FollowerCommand command(MarkerCopy copy, long actorId) {
    return new FollowerCommand(
        actorId,
        NO_SHARD,
        copy.getVersion(),
        Cause.REPAIR,
        FollowerOperation.PASS,
        List.of(),
        null,
        copy,
        0L);
  }
}
