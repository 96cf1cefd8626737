package io.fanfare.jobs.stats.functions;

import io.fanfare.jobs.runtime.HeldMarkers;
import io.fanfare.jobs.runtime.MarkerCopies;
import io.fanfare.jobs.runtime.Rewriting;
import io.fanfare.jobs.runtime.RewritingOperator;
import io.fanfare.jobs.stats.domain.DayRange;
import io.fanfare.jobs.stats.domain.Rebuild;
import io.fanfare.jobs.stats.domain.SubjectRule;
import io.fanfare.jobs.stats.domain.SubjectState;
import io.fanfare.schemas.progress.HeldMarker;
import io.fanfare.schemas.progress.MarkerCopy;
import io.fanfare.schemas.progress.Passed;
import io.fanfare.schemas.stats.Cells;
import io.fanfare.schemas.stats.SubjectChange;
import io.fanfare.schemas.stats.SubjectKind;
import java.time.Duration;
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
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.util.Collector;

/** Keyed by subject: {@link SubjectRule}, with a timer for what is parked. */
public final class CountAtSubject
    extends KeyedProcessFunction<Tuple2<Integer, Long>, SubjectChange, Cells>
    implements CheckpointedFunction, Rewriting<Tuple2<Integer, Long>, Cells> {

  private static final long serialVersionUID = 1L;

  private static final SubjectKind[] KINDS = SubjectKind.values();

  /** Stands for all subjects; none has this key. */
  private static final Tuple2<Integer, Long> ALL = Tuple2.of(-1, 0L);

  /** The subtask that reads `models`. */
  private static final int SENDERS = 1;

  /** A job whose input ends has no time for timers of the clock any more. */
  private static final long END_OF_INPUT = Long.MAX_VALUE;

  private final long sayAfterMillis;
  private final String view;
  private final DayRange said;
  private transient SubjectState subject;
  private transient HeldMarkers<Tuple2<Integer, Long>> markers;

  /**
   * As an operator.
   *
   * @param sayAfter how long changes of rows gather before their cells are said
   * @param rebuild whether it counts in order to write once more what should be there already
   * @param said the days whose cells are said
   */
  public static OneInputStreamOperator<SubjectChange, Cells> operator(
      Duration sayAfter, Rebuild rebuild, DayRange said) {
    CountAtSubject function = new CountAtSubject(sayAfter, rebuild.view(), said);
    return rebuild == Rebuild.SAVEPOINT
        ? new RewritingOperator<>(function, FlinkSubjectState.DAYS, rebuild.view())
        : new KeyedProcessOperator<>(function);
  }

  /**
   * @param view whose markers pass here
   */
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else.
  CountAtSubject(Duration sayAfter, String view, DayRange said) {
    this.sayAfterMillis = sayAfter.toMillis();
    this.view = view;
    this.said = said;
  }

  /**
   * The kind's place in its enum: constants are only ever added, and its hash code is no number.
   */
  public static Tuple2<Integer, Long> subjectOf(SubjectChange change) {
    return Tuple2.of(change.getSubject().ordinal(), change.getId());
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    markers =
        new HeldMarkers<>(
            context.getOperatorStateStore(),
            getRuntimeContext().getTaskInfo(),
            Types.TUPLE(Types.INT, Types.LONG),
            SENDERS);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    markers.snapshot();
  }

  @Override
  @SuppressWarnings("NullAway.Init") // Flink calls initializeState before.
  public void open(OpenContext openContext) {
    subject = new FlinkSubjectState(getRuntimeContext());
  }

  @Override
  public void processElement(SubjectChange change, Context context, Collector<Cells> out) {
    if (change.getChange() instanceof MarkerCopy copy) {
      if (MarkerCopies.isFor(getRuntimeContext().getTaskInfo(), copy)) {
        markers.take(copy);
      }
    } else if (rule(context.getCurrentKey(), out).apply(change.getChange())) {
      goOnIn(sayAfterMillis, context.timerService());
      markers.parked(context.getCurrentKey(), subject.parkedSince());
    }
    release(out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Cells> out) {
    if (rule(context.getCurrentKey(), out).sweep()) {
      // At once, but behind whatever else waits for this subtask.
      goOnIn(1, context.timerService());
    } else {
      context.timerService().deleteEventTimeTimer(END_OF_INPUT);
      markers.parked(context.getCurrentKey(), null);
    }
    release(out);
  }

  @Override
  public void beginRewriting() {
    markers.parked(ALL, Long.MIN_VALUE);
  }

  @Override
  public void rewrite(Tuple2<Integer, Long> key, Collector<Cells> out) {
    rule(key, out).sayAll();
    markers.parked(key, null);
  }

  @Override
  public void endRewriting(Collector<Cells> out) {
    markers.parked(ALL, null);
    release(out);
  }

  private SubjectRule rule(Tuple2<Integer, Long> key, Collector<Cells> out) {
    return new SubjectRule(KINDS[key.f0], key.f1, subject, said, out::collect);
  }

  private static void goOnIn(long millis, TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + millis);
    timers.registerEventTimeTimer(END_OF_INPUT);
  }

  private void release(Collector<Cells> out) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    for (HeldMarker marker : markers.release()) {
      Passed passed =
          new Passed(
              view,
              marker.getId(),
              "subject/" + task.getIndexOfThisSubtask(),
              task.getNumberOfParallelSubtasks());
      out.collect(new Cells(0L, null, List.of(), passed));
    }
  }
}
