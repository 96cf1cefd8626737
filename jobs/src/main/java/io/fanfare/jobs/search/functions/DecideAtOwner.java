package io.fanfare.jobs.search.functions;

import io.fanfare.jobs.runtime.HeldMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.search.domain.OwnerRule;
import io.fanfare.jobs.search.domain.OwnerState;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.search.DocumentChange;
import io.fanfare.schemas.search.OwnerChange;
import io.fanfare.schemas.search.OwnerSweep;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by user: {@link OwnerRule}, with a timer for what is parked. */
public final class DecideAtOwner extends KeyedProcessFunction<Long, OwnerChange, DocumentChange>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** Subtasks that send changes, and copies of markers, to each subtask. */
  private static final int READERS = 1;

  private final int quantum;
  private transient OwnerRule rule;
  private transient OwnerState owner;
  private transient HeldMarkers<Long> markers;

  /**
   * @param quantum blocks of documents that one call tells at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtOwner(int quantum) {
    this.quantum = quantum;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(),
            getRuntimeContext().getTaskInfo(),
            Types.LONG,
            READERS);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before.
  public void open(OpenContext openContext) {
    rule = new OwnerRule(quantum);
    owner = new FlinkOwnerState(getRuntimeContext());
  }

  @Override
  public void processElement(OwnerChange change, Context context, Collector<DocumentChange> out) {
    if (change.getChange() instanceof MarkerCopy copy) {
      if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), copy)) {
        markers.take(copy);
      }
    } else if (rule.apply(change, owner, out::collect)) {
      markers.parked(context.getCurrentKey(), since());
      goOnSoon(context.timerService());
    }
    release(out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<DocumentChange> out) {
    if (rule.sweep(context.getCurrentKey(), owner, out::collect)) {
      goOnSoon(context.timerService());
    }
    markers.parked(context.getCurrentKey(), since());
    release(out);
  }

  /** The version of the oldest work that is parked at this key; null when there is none. */
  private @Nullable Long since() {
    OwnerSweep sweep = owner.sweep();
    return sweep == null ? null : sweep.getSince();
  }

  private void release(Collector<DocumentChange> out) {
    int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    for (HeldMarker marker : markers.release()) {
      DocumentMarkers.of(marker.getId(), marker.getVersion(), parallelism).forEach(out::collect);
    }
  }

  /** At once, but behind whatever else waits for this subtask. */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
