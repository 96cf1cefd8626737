package io.fanfare.jobs.closeness.functions;

import io.fanfare.jobs.closeness.domain.ObjectRule;
import io.fanfare.jobs.closeness.domain.ObjectState;
import io.fanfare.jobs.runtime.HeldMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ClosenessOperation;
import io.fanfare.schemas.closeness.InteractionKind;
import io.fanfare.schemas.closeness.ObjectChange;
import io.fanfare.schemas.closeness.ObjectKind;
import io.fanfare.schemas.closeness.Sweep;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.progress.Views;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/** Keyed by track or playlist: {@link ObjectRule}, with a timer for what is parked. */
public final class DecideAtObject
    extends KeyedProcessFunction<Tuple2<Integer, Long>, ObjectChange, ClosenessChunk>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** Subtasks that send changes, and copies of markers, to each subtask. */
  private static final int READERS = 1;

  /** What a marker travels in. */
  private static final ClosenessChunk NOTHING =
      new ClosenessChunk(
          ClosenessOperation.ADD,
          0L,
          ObjectKind.TRACK,
          0L,
          InteractionKind.TRACK_LIKE,
          0L,
          List.of(),
          null);

  private final int quantum;
  private transient ObjectRule rule;
  private transient ObjectState object;
  private transient HeldMarkers<Tuple2<Integer, Long>> markers;

  /**
   * @param quantum blocks of interactions that one call moves at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtObject(int quantum) {
    this.quantum = quantum;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(),
            getRuntimeContext().getTaskInfo(),
            Types.TUPLE(Types.INT, Types.LONG),
            READERS);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before.
  public void open(OpenContext openContext) {
    rule = new ObjectRule(quantum);
    object = new FlinkObjectState(getRuntimeContext());
  }

  @Override
  public void processElement(ObjectChange change, Context context, Collector<ClosenessChunk> out) {
    if (change.getChange() instanceof MarkerCopy copy) {
      if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), copy)) {
        markers.take(copy);
      }
    } else if (rule.apply(change, object, out::collect)) {
      markers.parked(context.getCurrentKey(), since());
      goOnSoon(context.timerService());
    }
    release(out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ClosenessChunk> out) {
    if (rule.sweep(object, out::collect)) {
      goOnSoon(context.timerService());
    }
    markers.parked(context.getCurrentKey(), since());
    release(out);
  }

  /** The version of the oldest work that is parked at this key; null when there is none. */
  private @Nullable Long since() {
    Sweep sweep = object.sweep();
    return sweep == null ? null : sweep.getSince();
  }

  private void release(Collector<ClosenessChunk> out) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (HeldMarker marker : markers.release()) {
      Passed passed =
          new Passed(
              Views.CLOSENESS,
              marker.getId(),
              "object/" + task.getIndexOfThisSubtask(),
              task.getNumberOfParallelSubtasks());
      out.collect(
          ClosenessChunk.newBuilder(NOTHING)
              .setVersion(marker.getVersion())
              .setMarker(passed)
              .build());
    }
  }

  /** At once, but behind whatever else waits for this subtask. */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
