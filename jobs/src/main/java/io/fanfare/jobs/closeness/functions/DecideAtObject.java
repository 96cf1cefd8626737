package io.fanfare.jobs.closeness.functions;

import io.fanfare.jobs.closeness.domain.ObjectRule;
import io.fanfare.jobs.closeness.domain.ObjectState;
import io.fanfare.schemas.closeness.ClosenessChunk;
import io.fanfare.schemas.closeness.ObjectChange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by track or playlist: {@link ObjectRule}, with a timer for what is parked. */
public final class DecideAtObject
    extends KeyedProcessFunction<Tuple2<Integer, Long>, ObjectChange, ClosenessChunk> {

  private static final long serialVersionUID = 1L;

  private final int quantum;
  private transient ObjectRule rule;
  private transient ObjectState object;

  /**
   * @param quantum blocks of interactions that one call moves at most
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
  public DecideAtObject(int quantum) {
    this.quantum = quantum;
  }

  @Override
  public void open(OpenContext openContext) {
    rule = new ObjectRule(quantum);
    object = new FlinkObjectState(getRuntimeContext());
  }

  @Override
  public void processElement(ObjectChange change, Context context, Collector<ClosenessChunk> out) {
    if (rule.apply(change, object, out::collect)) {
      goOnSoon(context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ClosenessChunk> out) {
    if (rule.sweep(object, out::collect)) {
      goOnSoon(context.timerService());
    }
  }

  /** At once, but behind whatever else waits for this subtask. */
  private static void goOnSoon(TimerService timers) {
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 1);
  }
}
