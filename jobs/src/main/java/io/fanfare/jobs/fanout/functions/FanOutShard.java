package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.FollowerShard;
import io.fanfare.jobs.fanout.domain.LaneMarkers;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.ParkingFunction;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by (actor, shard): {@link FollowerShard} on the shard's state. */
public final class FanOutShard
    extends ParkingFunction<Tuple2<Long, Integer>, FollowerCommand, FanOutChunk> {

  private static final long serialVersionUID = 1L;

  private final int quantum;
  private transient FollowerShard shard;
  private transient LaneMarkers laneMarkers;

  /**
   * @param quantum blocks of followers that one call handles at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public FanOutShard(int quantum) {
    super(Types.TUPLE(Types.LONG, Types.INT));
    this.quantum = quantum;
  }

  @Override
  public void open(OpenContext openContext) {
    IdList followers = new IdList(new FlinkIdBlocks(getRuntimeContext(), "follower"));
    shard = new FollowerShard(followers, new FlinkParkedCommands(getRuntimeContext()), quantum);
    TaskInfo task = getRuntimeContext().getTaskInfo();
    laneMarkers = new LaneMarkers(task.getIndexOfThisSubtask(), task.getNumberOfParallelSubtasks());
  }

  /** All subtasks that decide at actors. */
  @Override
  protected int senders(int parallelism) {
    return parallelism;
  }

  @Override
  protected @Nullable MarkerCopy markerIn(FollowerCommand command) {
    return command.getMarker();
  }

  @Override
  protected boolean apply(
      Tuple2<Long, Integer> key, FollowerCommand command, Collector<FanOutChunk> out) {
    return shard.enqueue(command, out::collect);
  }

  @Override
  protected boolean resume(Tuple2<Long, Integer> key, Collector<FanOutChunk> out) {
    return shard.run(out::collect);
  }

  @Override
  protected @Nullable Long parkedSince() {
    return shard.oldestParked();
  }

  @Override
  protected void forward(HeldMarker marker, Collector<FanOutChunk> out) {
    laneMarkers.ofShard(marker.getId(), marker.getVersion()).forEach(out::collect);
  }
}
