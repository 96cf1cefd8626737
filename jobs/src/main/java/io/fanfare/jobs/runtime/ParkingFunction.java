package io.fanfare.jobs.runtime;

import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A keyed function that parks work: it does a quantum of it, leaves the rest in the key's state,
 * and resumes at a timer, so that other keys and checkpoint barriers get through. It holds each
 * marker until the parked work before the marker is done.
 *
 * <p>A subclass applies elements and resumes parked work. This class registers the timers, notes
 * what is parked and forwards the markers, so that no subclass can forget a step: a marker that
 * passes parked work would prove progress that the view has not made.
 */
public abstract class ParkingFunction<K, IN, OUT> extends KeyedProcessFunction<K, IN, OUT>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  /** At once, but behind all that waits for this subtask already. */
  private static final long SOON_MILLIS = 1;

  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final TypeInformation<K> keyType;
  private transient HeldMarkers<K> markers;
  private transient ParkedMetrics metrics;

  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  protected ParkingFunction(TypeInformation<K> keyType) {
    this.keyType = keyType;
  }

  /**
   * How many subtasks send elements, and a copy of each marker, to each subtask of this operator.
   *
   * @param parallelism of this operator
   */
  protected abstract int senders(int parallelism);

  /** The copy of a marker that an element carries; null if the element is work. */
  protected abstract @Nullable MarkerCopy markerIn(IN element);

  /**
   * Applies an element; returns true if it parked work. Work that it does not report so is never
   * resumed.
   */
  protected abstract boolean apply(K key, IN element, Collector<OUT> out);

  /** Does a quantum of the key's parked work; returns true if some of it is left. */
  protected abstract boolean resume(K key, Collector<OUT> out);

  /** The version of the oldest parked work of the current key; null if nothing is parked. */
  protected abstract @Nullable Long parkedSince();

  /** Emits a marker whose preceding work is done. */
  protected abstract void forward(HeldMarker marker, Collector<OUT> out);

  /** How long after an element, in ms, the work that it parked is resumed. */
  protected long resumeAfterMillis(IN element) {
    return SOON_MILLIS;
  }

  /**
   * Whether parked work is also resumed when the input ends. Timers of the clock no longer fire
   * then, so that a job with a bounded input would lose it.
   */
  protected boolean resumesAtEndOfInput() {
    return false;
  }

  /**
   * When the current key must be resumed even if nothing is parked, ms since the epoch; null if
   * that is known already, or never. Asked after each element, and when nothing is left to resume.
   */
  protected @Nullable Long nextWakeMillis(K key) {
    return null;
  }

  @Override
  public final void initializeState(FunctionInitializationContext context) throws Exception {
    JobEnvironment.requireParallelism(getRuntimeContext());
    TaskInfo task = getRuntimeContext().getTaskInfo();
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(),
            task,
            keyType,
            senders(task.getNumberOfParallelSubtasks()));
    metrics = new ParkedMetrics(JobMetrics.of(getRuntimeContext()));
    markers.report(metrics);
  }

  @Override
  public final void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  public final void processElement(IN element, Context context, Collector<OUT> out) {
    MarkerCopy copy = markerIn(element);
    if (copy == null) {
      K key = context.getCurrentKey();
      boolean isLeft = apply(key, element, out);
      if (isLeft) {
        resumeAfter(resumeAfterMillis(element), context.timerService());
      }
      noteParked(key, isLeft);
      wakeLater(key, context.timerService());
    } else if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), copy)) {
      markers.add(copy);
    }
    forwardMarkers(out);
  }

  @Override
  public final void onTimer(long timestamp, OnTimerContext context, Collector<OUT> out) {
    K key = context.getCurrentKey();
    boolean isLeft = resume(key, out);
    if (isLeft) {
      resumeAfter(SOON_MILLIS, context.timerService());
    } else {
      if (resumesAtEndOfInput()) {
        context.timerService().deleteEventTimeTimer(END_OF_INPUT);
      }
      wakeLater(key, context.timerService());
    }
    noteParked(key, isLeft);
    forwardMarkers(out);
  }

  /** All timers of a key at one time are one. */
  private void resumeAfter(long millis, TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + millis);
    if (resumesAtEndOfInput()) {
      timers.registerEventTimeTimer(END_OF_INPUT);
    }
  }

  private void wakeLater(K key, TimerService timers) {
    Long wake = nextWakeMillis(key);
    if (wake != null) {
      timers.registerProcessingTimeTimer(wake);
    }
  }

  final HeldMarkers<K> markers() {
    return markers;
  }

  final void noteParked(K key, boolean isLeft) {
    // A key without parked work pays no lookup in its state.
    if (isLeft || markers.isParked(key)) {
      markers.setParked(key, parkedSince());
    }
  }

  final void forwardMarkers(Collector<OUT> out) {
    markers.release().forEach(marker -> forward(marker, out));
    markers.report(metrics);
  }
}
