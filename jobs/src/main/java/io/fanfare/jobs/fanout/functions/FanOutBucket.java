package io.fanfare.jobs.fanout.functions;

import io.fanfare.jobs.fanout.domain.Effects;
import io.fanfare.jobs.fanout.domain.FollowerBucket;
import io.fanfare.jobs.fanout.domain.LaneMarkers;
import io.fanfare.jobs.runtime.FlinkIdBlocks;
import io.fanfare.jobs.runtime.HeldMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.domain.IdList;
import io.fanfare.schemas.dashboard.FanOutChunk;
import io.fanfare.schemas.fanout.FollowerCommand;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by (actor, bucket): {@link FollowerBucket} on the bucket's state, with a timer for what is
 * parked. Markers wait until what was parked before them is done.
 */
public final class FanOutBucket
    extends KeyedProcessFunction<Tuple2<Long, Integer>, FollowerCommand, FanOutChunk>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final int quantum;
  private transient FollowerBucket bucket;
  private transient HeldMarkers<Tuple2<Long, Integer>> markers;
  private transient LaneMarkers laneMarkers;

  /**
   * @param quantum blocks of followers that one call handles at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  public FanOutBucket(int quantum) {
    this.quantum = quantum;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int deciding = task.getNumberOfParallelSubtasks();
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(), task, Types.TUPLE(Types.LONG, Types.INT), deciding);
    laneMarkers = new LaneMarkers(task.getIndexOfThisSubtask(), deciding);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before.
  public void open(OpenContext openContext) {
    IdList followers = new IdList(new FlinkIdBlocks(getRuntimeContext(), "follower"));
    bucket = new FollowerBucket(followers, new FlinkParkedCommands(getRuntimeContext()), quantum);
  }

  @Override
  public void processElement(FollowerCommand command, Context context, Collector<FanOutChunk> out) {
    Effects effects = FanOutOutputs.of(out, context::output);
    if (command.getMarker() != null) {
      if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), command.getMarker())) {
        markers.take(command.getMarker());
      }
    } else if (bucket.take(command, effects)) {
      goOnSoon(context.timerService());
      markers.parked(context.getCurrentKey(), bucket.oldestParked());
    }
    release(effects);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<FanOutChunk> out) {
    Effects effects = FanOutOutputs.of(out, context::output);
    if (bucket.run(effects)) {
      goOnSoon(context.timerService());
    }
    markers.parked(context.getCurrentKey(), bucket.oldestParked());
    release(effects);
  }

  private void release(Effects effects) {
    markers
        .release()
        .forEach(marker -> laneMarkers.ofBucket(marker.getId(), marker.getVersion(), effects));
  }

  /**
   * At once, but behind whatever else waits for this subtask; timers of one key at one time are
   * one.
   */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
